using Weft.IR;

namespace Weft.Passes;

/// <summary>The messages of passes (WF3).</summary>
public static class PassDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownPass = new("WF3001", "there is no pass '{0}'{1}");

    public static readonly DiagnosticDescriptor UnknownOption = new("WF3002", "pass '{0}' has no option '{1}'; its options are: {2}");

    public static readonly DiagnosticDescriptor BadOption =
        new("WF3003", "'{0}' is no value for option '{1}' of pass '{2}', which takes {3}");

    public static readonly DiagnosticDescriptor PipelineSyntax = new("WF3004", "pass pipeline: {0}");

    public static readonly DiagnosticDescriptor BrokenIr = new("WF3005", "pass '{0}' left the IR invalid: {1}");

    public static readonly DiagnosticDescriptor NotConverged =
        new("WF3006", "the rules did not come to an end in {0} iterations; most active: {1}");

    public static readonly DiagnosticDescriptor PassThrew = new(
        "WF3007", "pass '{0}' failed: {1}; --mlir-pass-pipeline-crash-reproducer=FILE keeps what it was given");

    public static readonly DiagnosticDescriptor RecursiveCall =
        new("WF3010", "'{0}' calls itself, directly or through others; kernels cannot recurse");

    public static readonly DiagnosticDescriptor UnknownCallee =
        new("WF3011", "'{0}' is called but has no body here; kernels can call only math and other kernels");

    public static readonly DiagnosticDescriptor CannotLower = new("WF3012", "'{0}' cannot be lowered to {1}: {2}");

    public static readonly DiagnosticDescriptor UnboundExtent =
        new("WF3013", "the extent '{0}' of output '{1}' of '{2}' does not follow from its inputs");

    public static readonly DiagnosticDescriptor UncheckedDivision = new(
        "WF3014", "'{0}' by a '{1}' cannot be checked for divisors of 0 and -1; divide element by element");

    public static readonly DiagnosticDescriptor RefusedOption = new("WF3015", "pass '{0}' has no option '{1}': {2}");

    public static readonly DiagnosticDescriptor RefusedDirective = new("WF3016", "'{0}' of '{1}' would change results: {2}");
}
