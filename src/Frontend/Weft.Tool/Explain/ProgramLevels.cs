using Weft.IR;
using Weft.Passes;

namespace Weft.Tool;

/// <summary>The program as it is on its way: a text for each level that was asked for.</summary>
/// <param name="asked">The name of a level, or <see cref="All"/>; null for none.</param>
internal sealed class ProgramLevels(string? asked)
{
    public const string All = "all";

    // Behind which stage a level is whole, and what shows it.
    private static readonly (string Level, string Stage, string Title, Func<Operation, string> Show)[] s_stages =
    [
        ("linalg", "lower-workflows", "// structured operations, where arrays share no memory", StructuredText.Of),
        ("affine", "raise-to-affine", "// affine loops, checked", root => root.ToString()),
        ("vector", "vectorize-loops", "// loops over vectors", root => root.ToString()),
    ];

    private readonly List<string> _texts = [];

    /// <summary>What the command takes.</summary>
    public static string[] Names { get; } = ["ir", .. s_stages.Select(stage => stage.Level), "llvm", "asm", All];

    /// <summary>Takes down the levels that are passed.</summary>
    public PipelineOptions Options => new() { AfterEach = Take };

    public bool Has(string level) => asked == level || asked == All;

    /// <summary>The levels that were passed.</summary>
    public IReadOnlyList<string> Texts => _texts;

    private void Take(string stage, Operation root)
    {
        foreach (var (level, at, title, show) in s_stages)
            if (at == stage && Has(level)) _texts.Add($"\n{title}\n{show(root)}");
    }
}
