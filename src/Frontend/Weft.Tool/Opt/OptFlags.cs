using static Weft.Tool.Opt.OptFlag;

namespace Weft.Tool.Opt;

/// <summary>The flags of <c>weft opt</c> that are not passes: mlir-opt's, and a few of our own.</summary>
internal static class OptFlags
{
    public static IReadOnlyList<OptFlag> All { get; } =
    [
        WithValue("o", "the file to write; standard output unless given", "a file", (o, file) => o with { Output = file }),
        .. Printing(),
        .. Input(),
        .. AroundPasses(),
        .. Reports(),
        .. Questions(),
    ];

    private static IEnumerable<OptFlag> Printing() =>
    [
        Print("mlir-print-op-generic", "print operations in their generic form", (p, on) => p with { Generic = on }),
        Print("mlir-print-debuginfo", "print locations", (p, on) => p with { Locations = on }),
        Print("mlir-pretty-debuginfo", "print locations for people, not to be read back", (p, on) => p with { PrettyLocations = on }),
        Print("mlir-print-local-scope", "print in place what has an alias, and no resources", (p, on) => p with { LocalScope = on }),
        Print("mlir-print-skip-regions", "print {...} for regions", (p, on) => p with { SkipRegions = on }),
        Print("mlir-print-value-users", "print who uses results and arguments as comments", (p, on) => p with { ValueUsers = on }),
        Print("mlir-print-unique-ssa-ids", "give no number to two values of a file", (p, on) => p with { UniqueNames = on }),
        Print("mlir-print-assume-verified", "print without a look whether the IR is valid", (p, on) => p with { AssumeVerified = on }),
        PrintLimit("mlir-elide-elementsattrs-if-larger", "leave out the elements of longer lists", (p, limit) =>
            p with { ElideElementsAbove = limit }),
        PrintLimit(
            "mlir-print-elementsattrs-with-hex-if-larger", "print longer lists as bytes; 100 unless given, -1 for none",
            (p, limit) => p with { HexElementsAbove = limit }),
        PrintLimit("mlir-elide-resource-strings-if-larger", "leave out resources of longer text", (p, limit) =>
            p with { ElideResourcesAbove = limit }),
    ];

    private static IEnumerable<OptFlag> Input() =>
    [
        Switch("allow-unregistered-dialect", "take operations that no dialect has", (o, on) => o with { AllowUnregistered = on }),
        Switch("no-implicit-module", "put no module around what is read: it must be one itself", (o, on) => o with { NeedsModule = on }),
        new("split-input-file", $"take the parts between lines '{SplitInput.Marker}', or between other ones, one by one", "such a line",
            (o, line) => o with { SplitAt = line ?? SplitInput.Marker }),
        WithValue("output-split-marker", $"the line between the parts that are written; '{SplitInput.Marker}' unless given", "a line",
            (o, line) => o with { OutputMarker = line }),
        Switch("verify-diagnostics", "compare messages with comments like expected-error", (o, on) => o with { VerifyDiagnostics = on }),
        Switch("mlir-print-op-on-diagnostic", "print the operation that a message is about, which =false turns off", (o, on) =>
            o with { ShowsOperations = on }),
        Switch("verify-roundtrip", "check that what is printed reads back the same", (o, on) => o with { VerifyRoundtrip = on }),
        Switch("verify-each", "verify after each pass, which =false turns off", (o, on) => o with { VerifyEach = on }),
        Switch("run-reproducer", "run the pipeline that a reproducer holds", (o, on) => o with { RunReproducer = on }),
        Switch("mlir-disable-threading", "work on one function after the other", (o, on) => o with { IsParallel = !on }),
    ];

    private static IEnumerable<OptFlag> AroundPasses() =>
    [
        PrintIr("mlir-print-ir-before-all", "print the IR before each pass", (p, on) => p with { BeforeAll = on }),
        WithValue("mlir-print-ir-before", "print the IR before the passes of a list: a,b", "passes", (o, names) =>
            o with { PrintIr = o.PrintIr with { Before = [.. o.PrintIr.Before, .. names.Split(',')] } }),
        PrintIr("mlir-print-ir-after-all", "print the IR after each pass", (p, on) => p with { AfterAll = on }),
        WithValue("mlir-print-ir-after", "print the IR after the passes of a list: a,b", "passes", (o, names) =>
            o with { PrintIr = o.PrintIr with { After = [.. o.PrintIr.After, .. names.Split(',')] } }),
        PrintIr("mlir-print-ir-after-change", "print the IR after a pass only if it changed", (p, on) => p with { OnlyOnChange = on }),
        PrintIr("mlir-print-ir-after-failure", "print the IR after a pass only if that failed", (p, on) => p with { OnlyOnFailure = on }),
        PrintIr("mlir-print-ir-module-scope", "print all of the IR, whatever a pass ran on", (p, on) => p with { ModuleScope = on }),
        WithValue("mlir-pass-pipeline-crash-reproducer", "the file that gets IR and pipeline when a pass fails", "a file", (o, file) =>
            o with { CrashReproducer = file }),
        WithValue("mlir-generate-reproducer", "the file that gets IR and pipeline in any case", "a file", (o, file) =>
            o with { Reproducer = file }),
    ];

    private static IEnumerable<OptFlag> Reports() =>
    [
        Switch("mlir-pass-statistics", "report what passes counted", (o, on) => o with { Statistics = on }),
        Choice("mlir-pass-statistics-display", "each pass once, or in the order of the pipeline", "list", "pipeline", (o, on) =>
            o with { StatisticsAsList = on }),
        Switch("mlir-timing", "report where the time went", (o, on) => o with { Timing = on }),
        Choice("mlir-timing-display", "each name once by its time, or as it came", "list", "tree", (o, on) => o with { TimingAsList = on }),
        Switch("dump-pass-pipeline", "print the pipeline that runs", (o, on) => o with { DumpPipeline = on }),
    ];

    private static IEnumerable<OptFlag> Questions() =>
    [
        Switch("show-dialects", "name the dialects", (o, on) => o with { ShowDialects = on }),
        Switch("list-passes", "name the passes, with their options", (o, on) => o with { ListPasses = on }),
        WithValue("emit-irdl", "print a dialect as IRDL", "a dialect", (o, dialect) => o with { EmitIrdl = dialect }),
        Switch("emit-dialect-docs", "print the operations of all dialects as Markdown", (o, on) => o with { EmitDialectDocs = on }),
        Switch("version", "print which weft this is", (o, on) => o with { ShowVersion = on }),
        Switch("help", "print this", (o, on) => o with { ShowHelp = on }),
        Switch("h", "as --help", (o, on) => o with { ShowHelp = on }),
    ];
}
