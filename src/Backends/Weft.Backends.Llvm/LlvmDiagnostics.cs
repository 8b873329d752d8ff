using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>The messages of the LLVM back end (WF41).</summary>
public static class LlvmDiagnostics
{
    public static readonly DiagnosticDescriptor LibraryMissing =
        new("WF4100", "libLLVM was not found (looked for {0}); install it with 'apt-get install libllvm22', or set WEFT_LLVM to its path");

    public static readonly DiagnosticDescriptor LibraryUnusable =
        new("WF4101", "libLLVM {0} cannot be used: {1}; versions {2} to {3} are tested");

    public static readonly DiagnosticDescriptor TargetUnavailable = new("WF4102", "libLLVM {0} cannot compile for '{1}': {2}");

    public static readonly DiagnosticDescriptor InvalidText = new("WF4103", "LLVM does not accept the text of '{0}': {1}");

    public static readonly DiagnosticDescriptor InvalidModule = new("WF4104", "the LLVM module of '{0}' is not valid: {1}");

    public static readonly DiagnosticDescriptor PassesFailed = new("WF4105", "the LLVM passes '{1}' failed on '{0}': {2}");

    public static readonly DiagnosticDescriptor CodeGenerationFailed = new("WF4106", "LLVM generated no code for '{0}' on {1}: {2}");

    public static readonly DiagnosticDescriptor FatalError =
        new("WF4107", "LLVM gave up on '{0}' with a fatal error: {1}; this thread of the compiler is lost, the process goes on");

    public static readonly DiagnosticDescriptor TimedOut = new("WF4108", "LLVM did not finish '{0}' within {1} s");

    public static readonly DiagnosticDescriptor LoadFailed = new("WF4109", "the object code of '{0}' cannot be loaded: {1}");

    public static readonly DiagnosticDescriptor SymbolMissing =
        new("WF4110", "the object code of '{0}' has no loaded symbol '{1}'; loaded: {2}");

    public static readonly DiagnosticDescriptor LoaderLost =
        new("WF4111", "'{0}' is not loaded: this loader broke down while it loaded '{1}'; make a new one");

    public static readonly DiagnosticDescriptor LinkerMissing =
        new("WF4112", "a shared library needs a linker, and none of {0} was found; install one with 'apt-get install binutils', "
            + "or build an object file with --emit obj");

    public static readonly DiagnosticDescriptor LinkFailed = new("WF4113", "'{0}' could not link '{1}': {2}");
}
