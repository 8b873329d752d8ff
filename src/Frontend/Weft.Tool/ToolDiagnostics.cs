using Weft.IR;

namespace Weft.Tool;

/// <summary>The messages of the command line (WF12).</summary>
public static class ToolDiagnostics
{
    public static readonly DiagnosticDescriptor BadPair = new("WF1201", "{0} takes NAME=VALUE, but '{1}' has no '='");

    public static readonly DiagnosticDescriptor BadScalar = new("WF1202", "'{0}' is not a value of type {1} for '{2}'");

    public static readonly DiagnosticDescriptor BadShape = new("WF1203", "'{0}' is not a shape for '{1}'; write extents like 512x512");

    public static readonly DiagnosticDescriptor UnknownOutput = new("WF1204", "there is no output '{0}' to write");

    public static readonly DiagnosticDescriptor NoServer = new("WF1205", "no server is known: give --to URL and --token T, set WEFT_URL and WEFT_TOKEN, or start one with weft serve");
}
