/** A note with everything in it. */
export const NOTE = `---
title: x
---
# Aurora launch

A quiet note about a loud event. It links to [[Roadmap]], to [[Budget 2026#Spring|the spring budget]], to a note [[Not written yet]], and out to [a site](https://example.org). Tags such as #project/aurora and #日記 sit in the line; so do ==highlights==, *emphasis*, **weight**, ~~what is no more~~, \`code\` and $e^{i\\pi} + 1 = 0$. It costs $5, not $6. ^intro

## What remains

- [ ] Write the announcement ⏫ 📅 2026-01-09
- [ ] Ask legal for the licence text 📅 2031-05-02 🔁 every week #waiting
- [/] Book the hall [due:: 2031-04-01]
- [x] Choose the date ✅ 2026-03-01
  - a plain item below it
- [-] Fireworks
- [!] Permission of the city
- [?] Who speaks first
1. First of an ordered list
2. Second, with a line that is long enough to wrap at the measure and show how its second line is set below the first
   1. nested
   2. again

> Simplicity is a great virtue but it requires hard work to achieve it and education to appreciate it.

> [!warning] The hall has no roof
> Rain in April falls on *eleven* days. See [[Weather]].
> > [!tip]- A nested, folded one
> > Bring umbrellas.

> [!question]+ Open question
> Can a callout hold a list?
> - Yes.
> - It can.

### Figures

| Item | Owner | Cost | Due |
| :--- | :--- | ---: | :---: |
| Hall | [[Mira]] | 4,200 | 2 April |
| Catering for a hundred and twenty guests | Jonas | 6,150 | 9 April |
| Printing | Ana | 380 | 1 March |

\`\`\`python
from claudeprojects.core import Workspace

def budget(path: str) -> float:
    """Sum the costs of a note."""
    with Workspace.open(path) as ws:  # changes no byte
        return sum(task.cost for task in ws.tasks() if task.status != "DONE")
\`\`\`

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
$$

\`\`\`mermaid
flowchart LR
  idea[Idea] --> plan{Plan?}
  plan -->|yes| do[Do it]
  plan -->|no| later[Later]
  do --> done((Done))
\`\`\`

#### Pictures and embeds

![[photo.png|320]]

![a picture elsewhere](https://tracker.example.com/pixel.gif)

![[plan.pdf#page=3]]

![[Roadmap]]

![[missing.png]]

##### Small print

Text with a footnote[^1] and a formula that is wrong: $\\frac{1}{$.

%% A comment nobody sees. %%

<details><summary>HTML folds too</summary>Inside.</details> <kbd>Ctrl</kbd>+<kbd>C</kbd> <script>alert(1)</script>

---

###### The end

[^1]: The footnote itself, with a [[Roadmap|link]].
`;

export const ROADMAP = `The roadmap in three lines.\n\n- March: date\n- April: launch\n- May: rest\n\n![[Roadmap]]\n`;
