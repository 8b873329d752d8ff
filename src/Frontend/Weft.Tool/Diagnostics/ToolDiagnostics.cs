using Weft.IR;

namespace Weft.Tool;

/// <summary>The messages of the command line (WF12).</summary>
public static class ToolDiagnostics
{
    public static readonly DiagnosticDescriptor BadPair = new("WF1201", "{0} takes NAME=VALUE, but '{1}' has no '='");

    public static readonly DiagnosticDescriptor BadScalar = new("WF1202", "'{0}' is not a value of type {1} for '{2}'");

    public static readonly DiagnosticDescriptor BadShape = new("WF1203", "'{0}' is not a shape for '{1}'; write extents like 512x512");

    public static readonly DiagnosticDescriptor UnknownOutput = new("WF1204", "there is no output '{0}'; the outputs are: {1}");

    public static readonly DiagnosticDescriptor NoServer =
        new("WF1205", "no server is known: give --to URL and --token T, set WEFT_URL and WEFT_TOKEN, or start one with weft serve");

    public static readonly DiagnosticDescriptor UnknownKind = new("WF1206", "'{0}' is not a .weft, .mlir or .weftpkg file");

    public static readonly DiagnosticDescriptor NotReadable = new("WF1207", "cannot read '{0}': {1}");

    public static readonly DiagnosticDescriptor NotWritable = new("WF1208", "cannot write '{0}': {1}");

    public static readonly DiagnosticDescriptor UnknownKernel =
        new("WF1209", "'{0}' has no kernel or workflow '{1}'; it has: {2}{3}");

    public static readonly DiagnosticDescriptor ChooseKernel = new("WF1210", "say which kernel of '{0}'; it has: {1}");

    public static readonly DiagnosticDescriptor NoKernels =
        new("WF1211", "'{0}' has no kernel or workflow that can be called from outside");

    /// <summary>Wrong usage (exit code 2).</summary>
    public static readonly DiagnosticDescriptor Usage = new("WF1212", "weft {0}: {1}");

    public static readonly DiagnosticDescriptor GivenTwice = new("WF1213", "'{0}' is given twice");

    public static readonly DiagnosticDescriptor BadAddress =
        new("WF1214", "'{0}' is not the URL of a server; write it like http://127.0.0.1:8470");

    public static readonly DiagnosticDescriptor NotFormatted = new("WF1215", "'{0}' is not laid out as weft fmt does it", Severity.Warning);

    public static readonly DiagnosticDescriptor NoSources = new("WF1216", "'{0}' has no .weft files");

    public static readonly DiagnosticDescriptor NotWeft = new("WF1217", "'{0}' is not a .weft file");

    public static readonly DiagnosticDescriptor AlreadyThere = new("WF1218", "'{0}' is there already; nothing was written");

    public static readonly DiagnosticDescriptor BadExtent = new("WF1219", "'{0}' is not an extent; write it like n=1024");

    public static readonly DiagnosticDescriptor MissingExtent =
        new("WF1230", "nothing says what '{0}' of '{1}' is, for '{2}' to be measured; give --shape {0}=1024, or the array with --in");

    // Running an IR program: WF122.
    public static readonly DiagnosticDescriptor UnknownFunction = new("WF1220", "'{0}' has no function '{1}' with a body; it has: {2}{3}");

    public static readonly DiagnosticDescriptor TakesArguments = new("WF1221", "'{0}' takes arguments; a program's entry has none: {1}");

    public static readonly DiagnosticDescriptor ResultNotPrintable =
        new("WF1222", "'{0}' gives {1}; a program's entry gives nothing or one of: i32, i64, f32");

    public static readonly DiagnosticDescriptor ResultMismatch = new("WF1223", "'{0}' gives {1}, but --entry-result says {2}");

    public static readonly DiagnosticDescriptor UnknownExternal =
        new("WF1224", "'{0}' is only declared, and nothing here provides it; programs can call: {1}");

    public static readonly DiagnosticDescriptor ExternalType = new("WF1225", "'{0}' is declared as {1}, but what is provided is {2}");
}
