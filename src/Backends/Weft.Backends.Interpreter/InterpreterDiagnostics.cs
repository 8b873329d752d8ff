using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>The messages of the interpreter (WF43), beside those that all back ends share.</summary>
public static class InterpreterDiagnostics
{
    public static readonly DiagnosticDescriptor Unsupported = new("WF4301", "the interpreter does not support {0}");

    public static readonly DiagnosticDescriptor UndefinedResult = new("WF4302", "kernel '{0}': '{1}' of ({2}) has no defined result");

    public static readonly DiagnosticDescriptor CallDepth =
        new("WF4303", "kernel '{0}': the call of '{1}' nests deeper than {2} calls; check that the recursion ends");

    public static readonly DiagnosticDescriptor UnknownFunction = new("WF4304", "the module has no function or workflow '{0}'; known: {1}");

    public static readonly DiagnosticDescriptor ArgumentCount = new("WF4305", "'{0}' takes {1} values, but {2} were given");

    public static readonly DiagnosticDescriptor NoBody = new("WF4306", "function '{0}' is only declared; give it a body to run it");

    public static readonly DiagnosticDescriptor ShapeMismatch = new("WF4308", "kernel '{0}': '{1}' needs {2}, but got {3}");

    public static readonly DiagnosticDescriptor NoSignature =
        new("WF4309", "parameter {1} of '{0}' has no readable 'wf.param' attribute; write it as \"name: out f32[n]\"");

    internal static WeftException Refusal(Location location, string what) => new(Unsupported.At(location, what));
}
