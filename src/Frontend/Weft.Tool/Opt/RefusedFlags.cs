namespace Weft.Tool.Opt;

/// <summary>Flags of mlir-opt that <c>weft opt</c> does not have: why, and what to do instead.</summary>
internal static class RefusedFlags
{
    private const string Text = "IR is written as text only, which mlir-opt reads; leave the flag out";
    private const string Plugin =
        "plugins are C++ libraries, which are not loaded here; --allow-unregistered-dialect takes other operations";
    private const string Action =
        "actions are not traced; --mlir-print-ir-after-all shows what each pass did, --mlir-timing how long it took";

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["emit-bytecode"] = Text,
        ["emit-bytecode-version"] = Text,
        ["elide-resource-data-from-bytecode"] = Text,
        ["load-dialect-plugin"] = Plugin,
        ["load-pass-plugin"] = Plugin,
        ["irdl-file"] = "dialects are not loaded from files; --allow-unregistered-dialect takes operations of any dialect",
        ["log-actions-to"] = Action,
        ["log-mlir-actions-filter"] = Action,
        ["profile-actions-to"] = Action,
        ["mlir-enable-debugger-hook"] = Action,
        ["mlir-debug-counter"] = Action,
        ["mlir-print-debug-counter"] = Action,
        ["debug"] = Action,
        ["debug-only"] = Action,
        ["mlir-output-format"] = "times are reported as text only; leave the flag out",
        ["mlir-pass-pipeline-local-reproducer"] = "a reproducer holds the whole pipeline; leave the flag out",
        ["mlir-print-ir-tree-dir"] = "IR is not printed into a folder; --mlir-print-ir-after-all prints it to standard error",
        ["mlir-print-stacktrace-on-diagnostic"] =
            "calls inside of weft are not shown; --mlir-print-ir-after-failure prints what a pass left when it failed",
        ["color"] = "messages of weft opt have no colours; leave the flag out",
    };

    /// <summary>Null for a flag that mlir-opt does not have either.</summary>
    public static string? ReasonFor(string name) => Reasons.GetValueOrDefault(name);
}
