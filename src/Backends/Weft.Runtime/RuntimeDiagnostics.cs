using Weft.IR;

namespace Weft.Runtime;

/// <summary>The messages of back ends and runtime (WF4).</summary>
public static class RuntimeDiagnostics
{
    public static readonly DiagnosticDescriptor IndexOutOfRange =
        new("WF4001", "kernel '{0}': index {1} is out of range for '{2}', whose extent here is {3}");

    public static readonly DiagnosticDescriptor DivisionByZero = new("WF4002", "kernel '{0}': integer division by zero");

    public static readonly DiagnosticDescriptor DivisionOverflow =
        new("WF4003", "kernel '{0}': integer division overflows (the smallest value divided by -1)");

    public static readonly DiagnosticDescriptor AssertionFailed = new("WF4004", "kernel '{0}': assertion failed: {1}");

    public static readonly DiagnosticDescriptor OutOfMemory =
        new("WF4005", "kernel '{0}': {1} bytes for a temporary array could not be allocated");

    public static readonly DiagnosticDescriptor UseAfterFree =
        new("WF4006", "kernel '{0}': the memory of '{1}' is used after its memref.dealloc");

    public static readonly DiagnosticDescriptor CallDepth =
        new("WF4007", "kernel '{0}': the calls of '{1}' take more stack than there is; check that the recursion ends");

    public static readonly DiagnosticDescriptor Overflow = new("WF4008", "kernel '{0}': overflow: {1}");

    public static readonly DiagnosticDescriptor Thrown = new("WF4009", "kernel '{0}' throws {1}");

    public static readonly DiagnosticDescriptor UnknownKernel = new("WF4010", "there is no kernel or workflow '{0}' here; known: {1}");

    public static readonly DiagnosticDescriptor MissingInput = new("WF4011", "'{0}' needs a value for '{1}'");

    public static readonly DiagnosticDescriptor UnexpectedInput = new("WF4012", "'{0}' has no input '{1}'; its inputs are: {2}");

    public static readonly DiagnosticDescriptor ElementMismatch = new("WF4013", "'{0}' of '{1}' is {2}, but {3} was given");

    public static readonly DiagnosticDescriptor RankMismatch =
        new("WF4014", "'{0}' of '{1}' has {2} dimensions, but a shape {3} was given");

    public static readonly DiagnosticDescriptor ExtentMismatch =
        new("WF4015", "dimension {0} of '{1}' of '{2}' is '{3}' = {4}, but the value given has {5}");

    public static readonly DiagnosticDescriptor UnboundSymbol =
        new("WF4016", "the shape of output '{0}' of '{1}' uses '{2}', which no input fixes; give it as --shape {0}=...");

    public static readonly DiagnosticDescriptor NegativeExtent =
        new("WF4017", "dimension {0} of '{1}' of '{2}' would be {3}; an extent is at least 0");

    public static readonly DiagnosticDescriptor OutputTooLarge =
        new("WF4021", "the outputs of '{0}' would take {1} bytes; the limit is {2}");

    public static readonly DiagnosticDescriptor ConstraintViolated = new("WF4030", "'{0}' needs {1}, but {2} here ({3})");

    public static readonly DiagnosticDescriptor ExtentTooLarge =
        new("WF4018", "dimension {0} of '{1}' of '{2}' is {3}; an extent is at most 2^40");

    public static readonly DiagnosticDescriptor BadParameter =
        new("WF4019", "'wf.param' says {0} for an argument of kernel '{1}' that is {2}; "
            + "expected \"name: [out|inout] element[extents]\" of the same element and rank");

    public static readonly DiagnosticDescriptor LinkMismatch =
        new("WF4022", "workflow '{0}' was compiled for a kernel '{1}' that takes ({2}), but in the library that is there it takes ({3}); "
            + "compile the workflow again, with that library");

    public static readonly DiagnosticDescriptor NoEntries =
        new("WF4020", "'{0}' holds no kernel or workflow; in MLIR a kernel is a function with the attribute wf.kernel");
}
