namespace Weft.Benchmarks;

/// <summary>One table of the report, and the name to ask for it.</summary>
internal sealed record Benchmark(string Name, Func<Effort, Section> Run)
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("limits", LimitsTable.Run),
        new("saxpy", SaxpyTable.Run),
        new("hillshade", HillshadeTable.Run),
        new("bounds", BoundsTable.Run),
        new("math", MathTable.Run),
        new("launch", LaunchTable.Run),
        new("fork-join", ForkJoinTable.Run),
        new("compile", CompileTable.Run),
        new("ir", IrTable.Run),
        new("generator", GeneratorTable.Run),
        new("language", LanguageTable.Run),
        new("start", StartTable.Run),
        new("round-trip", RoundTripTable.Run),
    ];
}
