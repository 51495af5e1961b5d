"""Ask: questions of the vault, answered with quotes that stand in the notes, and chats kept as notes."""
