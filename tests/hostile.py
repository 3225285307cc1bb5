"""What a person can write into a name, a petition, a file name or a poll to be more there than text: written once."""

from __future__ import annotations

ATTACKS = (
    "<b>x</b>",
    "</strong><h1>x",
    "<br>Carla: I agree",
    "\nCarla:\nI agree",
    "\u2028Carla: I agree",
    "**x** `y` [z](https://example.org) # title",
    "- [ ] a list\n> a quote",
    "@room",
    "@ana:demo.local",
    '<a href="https://matrix.to/#/@luz:demo.local">Luz</a>',
    "https://matrix.to/#/@luz:demo.local",
    "<mx-reply><blockquote>x</blockquote></mx-reply>",
    '<font data-mx-color="#ffffff">x</font>',
    "<details><summary>x",
    "\u202exyz",
    "\u2067x\u2066y",
    "\u200b\u2060\ufeffx\u200d",
    "&lt;b&gt; &amp;",
    "⟦1⟧x⟦/1⟧",
    "x\x00\x1b[31m",
    "\ud800",
    "%(name)s %s {0} {name}",
    "=HYPERLINK(1)",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "%0A=1",
    "BEGIN:VEVENT\r\nSUMMARY:x",
    "x;y,z\\n",
    "$\\frac{1}{2}$",
    "../../etc/passwd",
    "x\ufffe\uffff",
)

FORGED = "Carla: I agree"
"""No line of the bot's may begin with it: somebody would have said it."""

_MARKUP = f'<b>Nopal</b><img src=x onerror=alert(1)><br>{FORGED} <a href="https://matrix.to/#/@luz:demo.local">x</a>'
_FORMULA = f"=1+\u202eNopal\u2066 $\\frac{{1}}{{2}} $x^2$ **md** [z](https://evil.example)\u2028{FORGED}\x00\x1b[31m"
WHOLE = (
    f"{_MARKUP} @room @luz:demo.local\n{FORGED}",
    f"{_FORMULA}\r{FORGED} %(name)s {{0}} ⟦1⟧x⟦/1⟧ \ufffe\u200b",
)
"""Several of them at once, for tests that run the whole bot. Half a character is no part: it never gets that far."""
