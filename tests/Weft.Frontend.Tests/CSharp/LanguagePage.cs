using System.Text.RegularExpressions;
using Weft.Frontend.Tests.Dsl;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>The table of docs/csharp.md, and what its examples stand in.</summary>
internal sealed partial class LanguagePage
{
    private const string Hole = "// the example";

    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "csharp.md"));

    [GeneratedRegex(@"^WEFT\d{4}$")]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar { get; }

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<LanguageRow> Rows =>
        [.. _text.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select((line, number) => Row(line, number))];

    /// <summary>A program with a kernel for each row, each on lines of its own.</summary>
    public string Program(IEnumerable<LanguageRow> rows)
    {
        const string Begin = "    [Kernel]\n";
        var block = _text.Split("```csharp\n")[1].Split("```")[0];
        var kernel = block.IndexOf(Begin, StringComparison.Ordinal);
        var (head, form) = (block[..kernel], block[kernel..^2]);
        var kernels = rows.Select(row => row.IsKernel
            ? row.Example.Replace(" K(", $" {row.Kernel}(", StringComparison.Ordinal) + "\n"
            : form.Replace(" Example(", $" {row.Kernel}(", StringComparison.Ordinal).Replace(Hole, row.Example, StringComparison.Ordinal));
        return $"#nullable disable\n#pragma warning disable\n{head}{string.Concat(kernels)}}}\n";
    }

    /// <summary>The program that shows workflows and batches.</summary>
    public string Workflows => _text.Split("```csharp\n")[2].Split("```")[0];

    private static LanguageRow Row(string line, int number)
    {
        var cells = Bar.Split(line).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim()).ToArray();
        var note = cells[3];
        return new($"K{number}", cells[1], cells[2].Trim('`'), Id.IsMatch(note) ? note : null);
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Kernel">A name for its kernel.</param>
/// <param name="Error">The id of what the compiler says; null where it runs.</param>
internal sealed record LanguageRow(string Kernel, string Construct, string Example, string? Error)
{
    /// <summary>Whether the example is a kernel of its own, not statements of one.</summary>
    public bool IsKernel => Example.StartsWith("[Kernel]", StringComparison.Ordinal);
}
