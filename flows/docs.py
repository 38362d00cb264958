"""The pages of docs/ that are generated from schemas/, and the generated blocks of the READMEs.

python -m flows.docs            writes them
python -m flows.docs --run      also the READMEs' block of a run on the samples
python -m flows.docs --check    compares, and looks for what the rules rest on (exit code 1)
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.check.evaluation import ACROSS, REGISTRY
from flows import dictionary_zh, readme
from flows.cited import not_found
from flows.desk.hazards import hazards
from schemas import row_classes
from schemas.codes import measure_words
from schemas.forms import layouts
from schemas.standard import table_sets, vocabulary
from schemas.tables import Column, PublishedTable, tables
from schemas.words.shapes import shapes

DOCS = Path(__file__).parent.parent / "docs"
_NOTE = "<!-- Generated from schemas/ by `python -m flows.docs`; edit there. -->\n"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {
        "dictionary.md": _dictionary(),
        "zh/dictionary.md": dictionary_zh.page(),
        "checks.md": _checks(),
        "forms.md": _forms(),
        "shapes.md": _shapes(),
    }


def _dictionary() -> str:
    lines = [
        _NOTE,
        "# Data dictionary\n\n[中文](zh/dictionary.md)\n",
        "One folder of Parquet files a table, below `output/latest/`. Fields carry their Chinese label, description",
        "and unit as Parquet field metadata. Money is `decimal128(20, 2)` in yuan whatever the document printed;",
        "quantities, targets and percentages are `decimal128(20, 6)`; codes are strings; blank and dash are null, `0`",
        "is 0. What to mind when the rows of a table are counted or summed (⚠) stands above its columns.\n",
        "Every table opens with `document_id`, `fiscal_year`, `region` and `publisher`; rows extracted from a",
        "document close with their place: `page`, `line`, `table_index`, `row_index`.\n",
        "Beside the columns that were agreed on first there are, because documents have them: `figures.percent` and",
        "`figures.base_year` (what a change is measured against), `cells.line` (where a cell lies on no page);",
        "of `projects` what the Ministry's form and Shanghai's prose add (from `carried_over_yuan` to `coverage`), of",
        "`indicators` the `horizon`, of `duties` their unit, of `organizations` the staff, and of procurement the",
        "economic subject, the form of organisation, and the columns of current and other funds; of `tables` the",
        "`empty_note` and `unit_proof`; of `budget_lines` the table's number and unit, `role`, `of_which`,",
        "`function_code`, `year`, `percent` and `column_label` (the printed labels of the column). Of the second",
        "engine: `cells.witness_text` (where it reads another number), `tables.witness_cells` (of how many it was",
        "asked). Of versions: `documents.supersedes` and `superseded_by` ([archive.md](archive.md)). The",
        "table `explanations` is made from the archive's register: [report.md](report.md).\n",
    ]
    first, *others = tables().values()
    lines += ["## Columns of every table\n", *_columns(first.columns[:4])]
    lines += ["## Columns of the place\n", *_columns(tables()["organizations"].columns[-4:])]
    for table in (first, *others):
        placed = table.columns[-1].name == "row_index"
        lines += [
            f"## {table.name} · {table.label}\n",
            f"One row is {table.row}. Key: {', '.join(table.key)}.{_always(table)}\n",
        ]
        lines += [*(f"- ⚠ {en}\n  {zh}" for en, zh in zip(*_minded(table.name), strict=True)), ""]
        lines += _columns(table.columns[4:-4] if placed else table.columns[4:])
    lines += _measures()
    return "\n".join(lines)


def _always(table: PublishedTable) -> str:
    """The columns beside the key's that are null in no row."""
    names = [column.name for column in table.columns if column.name in table.always - {*table.key}]
    return f" Never null: {', '.join(names)}." if names else ""


def _minded(table: str) -> tuple[list[str], list[str]]:
    """What to mind when a table's rows are counted or summed, in English and in Chinese."""
    return hazards(table, "en"), hazards(table, "zh")


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| column | type | unit | 名称 | meaning |\n|---|---|---|---|---|"
    for column in columns:
        yield f"| {column.name} | {column.type} | {column.unit} | {column.label} | {column.description} |"
    yield ""


def _measures() -> list[str]:
    """The measures of `figures`, and the words that name them."""
    words = measure_words()
    named: dict[str, list[str]] = {}
    for label, measure in words.names.items():
        named.setdefault(measure, []).append(label)
    for scope in dict.fromkeys(("total", "current", *words.scopes.values())):
        funds = [label for label, meaning in words.scopes.items() if meaning == scope] or list(words.current)
        said = "、".join(funds) if scope != "total" else "预算、总、合计等"
        for side, word in (("revenue", "收入"), ("expenditure", "支出")):
            named.setdefault(f"{side}_{scope}", []).insert(0, f"（{said}）{word}")
        if scope != "current":
            for part in dict.fromkeys(words.parts.values()):
                label = "、".join(label for label, meaning in words.parts.items() if meaning == part)
                whole = "" if scope == "total" else f"（{said}）"
                named[f"{'expenditure' if scope == 'total' else scope}_{part}"] = [f"{whole}{label}"]
    for measure, label in {
        "revenue_appropriation_total": "财政拨款收入总计，含上年结转，与财政拨款收入不同时",
        "expenditure_appropriation_total": "财政拨款支出总计，含结转下年，与财政拨款支出不同时",
        "function_line": "“…（类）…（款）…（项）”",
        "economic_line": "基本支出与机关运行经费的经济分类",
        "part_line": "其中所列各项",
    }.items():
        named[measure] = [label]
    for measure, of_governments in words.governments.items():
        said = f"of a government: `{of_governments.pattern}`".replace("|", "\\|")
        named.setdefault(measure, []).append(said)
    for measure, pattern in words.counts.items():
        named[measure] = [f"count: `{pattern}`".replace("|", "\\|")]
    rows = [f"| {measure} | {'、'.join(dict.fromkeys(labels))} |" for measure, labels in named.items()]
    return ["## Measures of `figures`\n", "| measure | words |\n|---|---|", *rows, ""]


def _checks() -> str:
    lines = [
        _NOTE,
        "# Rules (勾稽关系)\n",
        "Each is evaluated on every document whose records allow it; passes are stored too, in `checks`. A status is",
        "`exact`, `rounding` (the difference is what rounding explains: half of the last place that the *document*",
        "prints, once for each summand and once for the sum), `truncated`, `fail`, or `not_checkable` (an operand is",
        "missing). `reading_doubtful` is a check that fails where our reading is not proved: the table's own sums do",
        "not bear its structure out, a digit was read with doubt, a unit is not known, or the sides are too far",
        "apart for a slip; `doubt` gives the reason, it accuses nobody, and it is counted apart. An `error` promises",
        "that two printed figures contradict each other whatever was meant; a `warning` that something is odd and may",
        "be lawful; an `info` that it is known and changes nothing. What failed is listed once in `findings`",
        "([report.md](report.md)).",
        "Two statements of one figure must agree; where they do not, the one that the other sums bear",
        "out stands, and the odd one is reported once. Those `between documents` compare those of one body when",
        "they are published; such a check belongs to the newer one, or to the one with the prose.",
        "What each rests on, and how far rounding reaches: [rules.md](rules.md).\n",
        "| rule | 勾稽关系 | in English | a failure is | rests on | applies |\n|---|---|---|---|---|---|",
    ]
    for entry in (*REGISTRY.values(), *ACROSS.values()):
        said, applies = entry.words, " ".join((entry.function.__doc__ or "").split())
        sources = "; ".join(map(_linked, said.source.split("; ")))
        lines.append(f"| {entry.name} | {said.zh} | {said.en} | {said.severity} | {sources} | {applies} |")
    return "\n".join(lines) + "\n"


def _linked(source: str) -> str:
    """A page of docs/ as a link."""
    page = source.removeprefix("docs/")
    return f"[{page.partition('#')[0]}]({page})" if page != source else source


def _forms() -> str:
    lines = [
        _NOTE,
        "# Forms that are understood\n",
        "One file a layout in `schemas/forms/`; a new form is data there, not code.\n",
    ]
    for layout in layouts():
        years = f"{layout.years[0]} to {layout.years[1]}"
        lines += [
            f"## {layout.name}\n",
            f"Province {layout.province}, budget years {years}. Source: {layout.source}.\n",
        ]
        lines.append("| form | recognised by | labels |\n|---|---|---|")
        for form in layout.forms:
            lines.append(f"| {form.kind} | {', '.join(sorted(form.requires))} | {_words(form.options.labels)} |")
        lines += [f"| prose: {kind} | its headings | {_words(entry)} |" for kind, entry in layout.prose if entry]
        lines.append("")
    return "\n".join([*lines, *_standard()])


def _shapes() -> str:
    lines = [
        _NOTE,
        "# Shapes of performance and procurement tables\n",
        "A table that no form of `schemas/forms/` claims is read by its shape: geometry decides, and labels whose",
        "words are data (`schemas/words/performance.yaml`, `schemas/words/procurement.yaml`). A city whose labels are",
        "called otherwise is added by its words alone. `tables.form` says by which shape a table was read.\n",
        "A label is known to the letter (`exact`), else by the words that it is made of (`made_of`: 年度 + 目标值). A",
        "label that neither knows is told by what stands below it: names of levels (产出指标), signs, targets, and",
        "the names between them. One that nothing tells is a leftover, `label_not_known`, which `coverage` counts.",
        "A city that calls its projects 渡事名 and its amounts 渡银 is two words more in `performance.yaml`:\n",
        "```diff",
        "   project_name:",
        "-    exact: [项目名称, …]",
        "+    exact: [渡事名, 项目名称, …]",
        "   budget:",
        "-    exact: [年度资金总额, …]",
        "+    exact: [渡银, 年度资金总额, …]",
        "```\n",
        "`procurement_items.line_kind` says what a line of procurement is: `project` and `routine` are items with what",
        "they are bought for, `class` a class where no items are named, `function` a code of function; its levels",
        "nest, so sum those of one level only.\n",
        "Conservation: every row with the sign of a target ends in an indicator (`indicators_kept`), every project has",
        "a name and an amount (`projects_complete`), and lists make their printed totals (`project_list_total`,",
        "`project_list_unit`, `procurement_levels`, `procurement_unit`).\n",
    ]
    for shape in shapes():
        lines += [
            f"## {shape.name}\n",
            f"{shape.label} ({shape.subject}).\n",
            "```text",
            shape.drawing.rstrip(),
            "```\n",
        ]
        lines += [f"- chosen where: {shape.chosen}", f"- also: {shape.also}", f"- seen in: {', '.join(shape.seen)}"]
        lines.append(f"- golden: `tests/golden/{shape.golden}/`\n")
    return "\n".join(lines)


def _words(declared: Any) -> str:
    """Labels or headings as a layout declares them, each below the field that it stands for."""
    if isinstance(declared, Mapping):
        return "; ".join(f"`{field}` {_words(words)}" for field, words in declared.items())
    if isinstance(declared, str):
        return declared.replace("|", "\\|")
    return "、".join(map(_words, declared))


def _standard() -> Iterator[str]:
    """The standard budget tables: which each region has, and the words by which titles and columns are known."""
    words = vocabulary()
    yield "## Standard budget tables\n"
    yield "Into `budget_lines`. A table is known by its title, else by its columns; in a frame that holds the end of"
    yield "one table and the whole of the next each is taken for itself, and a frame without title and header goes on"
    yield f"with the table before it. Words: `schemas/standard/national.yaml` ({words.source}).\n"
    yield "| set | province | years | tables | source |\n|---|---|---|---|---|"
    for one in table_sets():
        tables = "、".join(one.tables.values())
        years = f"{one.years[0]} to {one.years[1]}"
        yield f"| {one.name} | {one.province or 'central'} | {years} | {tables} | {one.source} |"
    yield "\n| table_kind | its title has |\n|---|---|"
    yield from (f"| {kind} | {_cell(pattern.pattern)} |" for kind, pattern in words.titles)
    yield "\n| column | its label is |\n|---|---|"
    yield from (f"| {name} | {_cell(pattern.pattern)} |" for name, pattern in words.columns.items())
    yield ""


def _cell(pattern: str) -> str:
    """A pattern in a table's cell."""
    return "`" + pattern.replace("|", "\\|") + "`"


def main() -> int:
    """Writes what is generated, or with `--check` names what is not as generated.

    The exit code is 1 where something is not, or a rule rests on what no reader finds.
    """
    made = {DOCS / name: text for name, text in pages().items()}
    made |= {row_classes.FOLDER / name: text for name, text in row_classes.sources().items()}
    made |= {readme.ROOT / name: text for name, text in readme.texts(run="--run" in sys.argv).items()}
    stale = []
    for path, text in made.items():
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(str(path.relative_to(readme.ROOT)))
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.stderr.write(f"not as generated: {', '.join(stale)}; run: make docs\n")
    lacking = list(not_found())
    sys.stderr.writelines(f"{sentence}\n" for sentence in lacking)
    return 1 if stale or lacking else 0


if __name__ == "__main__":
    sys.exit(main())
