-- Kept replies are looked through by age when they are bounded; a run may do without them.
CREATE INDEX cached_replies_by_age ON cached_replies (created_at);

ALTER TABLE runs ADD COLUMN reuse INTEGER NOT NULL DEFAULT 1;
