using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Weft.IR.Export;

/// <summary>The operations of dialects as Markdown: one table per dialect, from the declarations.</summary>
public static class DialectTable
{
    /// <summary>The text of <c>docs/dialects.md</c>.</summary>
    public static string Write(IEnumerable<Dialect> dialects)
    {
        var text = new StringBuilder("# Dialects\n\nMade from the declarations by `weft opt --emit-dialect-docs`. ")
            .Append("`?` marks what may be left out, `*` any number.\n");
        foreach (var dialect in dialects.OrderBy(d => d.Name, StringComparer.Ordinal)) Write(dialect, text);
        return text.ToString();
    }

    private static void Write(Dialect dialect, StringBuilder text)
    {
        text.Append($"\n## {dialect.Name}\n\n")
            .Append("| operation | meaning | operands | results | attributes | regions, successors | traits |\n")
            .Append("|---|---|---|---|---|---|---|\n");
        foreach (var op in dialect.AllOps.OrderBy(op => op.Name, StringComparer.Ordinal))
        {
            var parts = op.Declaration;
            var inside = parts.Regions.Select(r => Named(r.Name, r.IsVariadic))
                .Concat(parts.Successors.Select(s => "^" + Named(s.Name, s.IsVariadic)));
            string[] cells =
            [
                $"`{op.Name}`", op.Summary, Lines(parts.Operands.Select(Describe)), Lines(parts.Results.Select(Describe)),
                Lines(parts.Attributes.Select(Describe)), Lines(inside), Traits(op),
            ];
            text.Append($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|")))} |\n");
        }
    }

    private static string Describe(ValueDeclaration value) =>
        $"{value.Name}{value.Arity switch { Arity.Optional => "?", Arity.Variadic => "*", _ => "" }}: {value.Type.Summary}";

    private static string Describe(AttributeDeclaration attribute) =>
        $"{attribute.Name}{(attribute.Presence == Presence.Required ? "" : "?")}: {attribute.Keywords?.Choices ?? attribute.Summary}";

    private static string Named(string name, bool isVariadic) => isVariadic ? name + "*" : name;

    private static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines);

    // A combination of facts by its own name where it has one: Pure.
    private static string Traits(OpInfo op) => op.Traits == OpTraits.None ? "" : op.Traits.ToString();
}
