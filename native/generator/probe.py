"""Writes the C program that prints the layout of every struct."""

from __future__ import annotations

from native.generator.emit import heading
from native.generator.model import AnyDeclaration, Record
from native.generator.sections import HEADERS

_PROGRAM = """\
/* {heading}.
   Prints the size of every struct and the offsets of its fields as one JSON object. */

#include <stddef.h>
#include <stdio.h>

{includes}

#define SIZE(name, type) {{name, NULL, sizeof(type)}},
#define FIELD(type, field) {{NULL, #field, offsetof(type, field)}},

static const struct {{
    const char * name;
    const char * field;
    size_t value;
}} layout[] = {{
{entries}
}};

int main(void) {{
    const size_t n = sizeof(layout) / sizeof(layout[0]);
    const char * separator = "";
    printf("{{");
    for (size_t i = 0; i < n; i++) {{
        if (layout[i].name != NULL) {{
            printf("%s\\n\\"%s\\": {{", i == 0 ? "" : "}}}},", layout[i].name);
            printf("\\"size\\": %zu, \\"fields\\": {{", layout[i].value);
            separator = "";
        }} else {{
            printf("%s\\"%s\\": %zu", separator, layout[i].field, layout[i].value);
            separator = ", ";
        }}
    }}
    printf("}}}}\\n}}\\n");
    return 0;
}}
"""


def probe_text(declarations: list[AnyDeclaration], commit: str) -> str:
    """Return the program's source."""
    records = {d.name: d for d in declarations if isinstance(d, Record)}
    entries = []
    for record in records.values():
        if not record.c_name:
            continue
        entries.append(f'    SIZE("{record.name}", {record.c_name})')
        entries += [f"        FIELD({record.c_name}, {name})" for name in _field_names(record, records)]
    return _PROGRAM.format(
        heading=heading("the public headers", commit),
        includes="\n".join(f'#include "{header}"' for header in HEADERS),
        entries="\n".join(entries),
    )


def _field_names(record: Record, records: dict[str, Record]) -> list[str]:
    """Return the names that C knows: members of an anonymous union stand for themselves."""
    names: list[str] = []
    for name, c_type in record.fields:
        if name in record.anonymous:
            names += _field_names(records[c_type.native], records)
        else:
            names.append(name.removesuffix("_"))  # there to tell it from a Python keyword
    return names
