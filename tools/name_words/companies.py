"""Write config/names/listed_companies.txt: companies of stock indices, from PyPI's pytickersymbols (MIT).

python -m tools.name_words.companies --packages DIR --out config/names/listed_companies.txt
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from pathlib import Path

from bot.core.names.lexicon import Lexicon, fold
from bot.names_data import load_lexicon

_INDICES = (
    "S&P 500", "NASDAQ 100", "DAX", "MDAX", "CAC_40", "FTSE 100", "NIKKEI 225", "EURO STOXX 50", "IBEX 35",
    "S&P 600", "CAC Mid 60", "SDAX", "AEX", "BEL 20", "OMX Helsinki 25", "OMX Stockholm 30", "Switzerland 20", "TecDAX",
)  # fmt: skip
_LEGAL_FORM = re.compile(
    r"[ ,]+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|Ltd|Limited|plc|AG|SE|S\.?A|N\.?V|Group|Holdings?"
    r"|L\.?P|Trust|The|Class [ABC]|KGaA|AB|ASA|Oyj|S\.?p\.?A|GmbH|\(.*\))\.?$",
    re.IGNORECASE,
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--packages", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    sys.path.append(str(options.packages))
    indices = importlib.import_module("pytickersymbols.indices_data").INDICES
    names = {_short(company["name"]) for index in _INDICES for company in indices[index]["companies"]}
    lexicon = load_lexicon()
    kept = sorted(name for name in names if _is_telling(name, lexicon))
    options.out.write_text(
        f"# Companies of {', '.join(_INDICES)}: from PyPI's pytickersymbols (MIT)\n"
        + "".join(f"{name}\n" for name in kept),
        encoding="utf-8",
    )
    return 0


def _short(name: str) -> str:
    shorter = _LEGAL_FORM.sub("", name).strip(" ,&.")
    return name if not shorter else shorter if shorter == name else _short(shorter)


def _is_telling(name: str, lexicon: Lexicon) -> bool:
    """One word that may be a person's name or an ordinary word would let persons through."""
    if ";" in name or "#" in name or len(name) < 3:
        return False
    notes = lexicon.notes(fold(name))
    return " " in name or "-" in name or (max(notes.given, notes.surname) < 2 and not notes.word)


if __name__ == "__main__":
    sys.exit(main())
