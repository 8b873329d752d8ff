using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>One table of the report, and the name to ask for it.</summary>
internal sealed record Benchmark(string Name, Func<Effort, Section> Run)
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("limits", LimitsTable.Run),
        new("saxpy", SaxpyTable.Run),
        new("hillshade", HillshadeTable.Run),
        Of(new("operators", Operators.Suite, "full", ElementType.F32, Targets.Operators)),
        new("dotnet", SuiteTable.RunDotNet),
        Of(new("polybench", PolyBench.Suite, "medium", ElementType.F64, Targets.PolyBenchMedium)),
        Of(new("polybench-large", PolyBench.Suite, "large", ElementType.F64, Targets.PolyBenchLarge)) with { IsLong = true },
        Of(new("polybench-large-f32", PolyBench.Suite, "large", ElementType.F32, Targets.PolyBenchLargeSingle)) with { IsLong = true },
        Of(new("rodinia", Rodinia.Suite, "full", ElementType.F32, Targets.Rodinia)),
        new("threads", ThreadsTable.Run),
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

    /// <summary>Whether it takes so long that it is measured only when it is asked for.</summary>
    public bool IsLong { get; init; }

    private static Benchmark Of(SuiteTable table) => new(table.Name, table.Run);
}
