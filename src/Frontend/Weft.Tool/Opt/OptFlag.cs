namespace Weft.Tool.Opt;

/// <summary>A flag of <c>weft opt</c> that is not a pass.</summary>
/// <param name="Expected">What its value must be.</param>
/// <param name="Apply">The options with the flag, given its value or null; null when the value is not what is expected.</param>
internal sealed record OptFlag(string Name, string Description, string Expected, Func<OptOptions, string?, OptOptions?> Apply)
{
    public static IReadOnlyList<OptFlag> All { get; } =
    [
        WithValue("o", "the file to write; standard output unless given", "a file", (o, file) => o with { Output = file }),
        Switch("mlir-print-op-generic", "print operations in their generic form", (o, on) => o with { Generic = on }),
        Switch("mlir-print-debuginfo", "print locations", (o, on) => o with { Locations = on }),
        Switch("allow-unregistered-dialect", "take operations that no dialect has", (o, on) => o with { AllowUnregistered = on }),
        new("split-input-file", $"take the parts between lines '{SplitInput.Marker}', or between other ones, one by one", "such a line",
            (o, line) => o with { SplitAt = line ?? SplitInput.Marker }),
        WithValue("output-split-marker", $"the line between the parts that are written; '{SplitInput.Marker}' unless given", "a line",
            (o, line) => o with { OutputMarker = line }),
        Switch("verify-diagnostics", "compare messages with comments like expected-error", (o, on) => o with { VerifyDiagnostics = on }),
        Switch("verify-roundtrip", "check that what is printed reads back the same", (o, on) => o with { VerifyRoundtrip = on }),
        Switch("verify-each", "verify after each pass, which =false turns off", (o, on) => o with { VerifyEach = on }),
        PrintIr("mlir-print-ir-before-all", "print the IR before each pass", (p, on) => p with { BeforeAll = on }),
        WithValue("mlir-print-ir-before", "print the IR before the passes of a list: a,b", "passes", (o, names) =>
            o with { PrintIr = o.PrintIr with { Before = [.. o.PrintIr.Before, .. names.Split(',')] } }),
        PrintIr("mlir-print-ir-after-all", "print the IR after each pass", (p, on) => p with { AfterAll = on }),
        WithValue("mlir-print-ir-after", "print the IR after the passes of a list: a,b", "passes", (o, names) =>
            o with { PrintIr = o.PrintIr with { After = [.. o.PrintIr.After, .. names.Split(',')] } }),
        PrintIr("mlir-print-ir-after-change", "print the IR after a pass only if it changed", (p, on) => p with { OnlyOnChange = on }),
        PrintIr("mlir-print-ir-after-failure", "print the IR after a pass only if that failed", (p, on) => p with { OnlyOnFailure = on }),
        PrintIr("mlir-print-ir-module-scope", "print all of the IR, whatever a pass ran on", (p, on) => p with { ModuleScope = on }),
        Switch("mlir-pass-statistics", "report what passes counted", (o, on) => o with { Statistics = on }),
        WithValue("mlir-pass-pipeline-crash-reproducer", "the file that gets IR and pipeline when a pass fails", "a file", (o, file) =>
            o with { CrashReproducer = file }),
        WithValue("mlir-generate-reproducer", "the file that gets IR and pipeline in any case", "a file", (o, file) =>
            o with { Reproducer = file }),
        Switch("run-reproducer", "run the pipeline that such a file holds", (o, on) => o with { RunReproducer = on }),
        Switch("dump-pass-pipeline", "print the pipeline that runs", (o, on) => o with { DumpPipeline = on }),
        Switch("mlir-timing", "report where the time went", (o, on) => o with { Timing = on }),
        Switch("mlir-disable-threading", "work on one function after the other", (o, on) => o with { IsParallel = !on }),
        Switch("show-dialects", "name the dialects", (o, on) => o with { ShowDialects = on }),
        Switch("list-passes", "name the passes", (o, on) => o with { ListPasses = on }),
        WithValue("emit-irdl", "print a dialect as IRDL", "a dialect", (o, dialect) => o with { EmitIrdl = dialect }),
        Switch("emit-dialect-docs", "print the operations of all dialects as Markdown", (o, on) => o with { EmitDialectDocs = on }),
        Switch("help", "print this", (o, on) => o with { ShowHelp = on }),
    ];

    private static OptFlag Switch(string name, string description, Func<OptOptions, bool, OptOptions> set) =>
        new(name, description, "true or false", (options, value) => value?.ToLowerInvariant() switch
        {
            null or "true" or "1" => set(options, true),
            "false" or "0" => set(options, false),
            _ => null,
        });

    private static OptFlag PrintIr(string name, string description, Func<PrintIrOptions, bool, PrintIrOptions> set) =>
        Switch(name, description, (options, on) => options with { PrintIr = set(options.PrintIr, on) });

    private static OptFlag WithValue(string name, string description, string expected, Func<OptOptions, string, OptOptions> set) =>
        new(name, description, expected, (options, value) => value is null ? null : set(options, value));
}
