using System.Runtime.InteropServices;

namespace Weft.Backends.Llvm.Native;

/// <summary>
/// LLVM's C interface as far as Weft uses it, and the only file that spells its names. Conventions: an LLVMBool or an error
/// reference of 0 is success; <c>byte*</c> results are C strings that the caller frees.
/// </summary>
internal static unsafe partial class LlvmApi
{
    public const string LibraryName = "LLVM-C";
    public const string VersionExport = "LLVMGetVersion";
    public const string Parse2Export = "LLVMParseIRInContext2";

    public const int SeverityError = 0;
    public const int VerifierReturnsStatus = 2;
    public const int PositionIndependent = 2;
    public const int DefaultCodeModel = 0;
    public const int AssemblyFile = 0;
    public const int ObjectFile = 1;

    /// <summary>The functions that register an architecture; those of its assembly parser and printer are not in every one.</summary>
    public static (string Export, bool Optional)[] TargetInitializers(string architecture) =>
    [
        ($"LLVMInitialize{architecture}TargetInfo", false),
        ($"LLVMInitialize{architecture}Target", false),
        ($"LLVMInitialize{architecture}TargetMC", false),
        ($"LLVMInitialize{architecture}AsmPrinter", false),
        ($"LLVMInitialize{architecture}AsmParser", true),
    ];

    // Core
    [LibraryImport(LibraryName, EntryPoint = VersionExport)]
    public static partial void GetVersion(out uint major, out uint minor, out uint patch);

    [LibraryImport(LibraryName, EntryPoint = "LLVMInstallFatalErrorHandler")]
    public static partial void InstallFatalErrorHandler(delegate* unmanaged[Cdecl]<byte*, void> handler);

    [LibraryImport(LibraryName, EntryPoint = "LLVMContextCreate")]
    public static partial ContextHandle ContextCreate();

    [LibraryImport(LibraryName, EntryPoint = "LLVMContextDispose")]
    public static partial void ContextDispose(nint context);

    [LibraryImport(LibraryName, EntryPoint = "LLVMContextSetDiagnosticHandler")]
    public static partial void ContextSetDiagnosticHandler(
        ContextHandle context, delegate* unmanaged[Cdecl]<nint, void*, void> handler, void* handlerContext);

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetDiagInfoSeverity")]
    public static partial int GetDiagInfoSeverity(nint info);

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetDiagInfoDescription")]
    public static partial byte* GetDiagInfoDescription(nint info);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeMessage")]
    public static partial void DisposeMessage(byte* message);

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetErrorMessage")]
    public static partial byte* GetErrorMessage(nint error);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeErrorMessage")]
    public static partial void DisposeErrorMessage(byte* message);

    // Buffers and modules
    [LibraryImport(LibraryName, EntryPoint = "LLVMCreateMemoryBufferWithMemoryRangeCopy", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MemoryBufferHandle CreateMemoryBufferCopy(ReadOnlySpan<byte> data, nuint length, string name);

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetBufferStart")]
    public static partial byte* GetBufferStart(MemoryBufferHandle buffer);

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetBufferSize")]
    public static partial nuint GetBufferSize(MemoryBufferHandle buffer);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeMemoryBuffer")]
    public static partial void DisposeMemoryBuffer(nint buffer);

    /// <summary>Frees the buffer, in success and in failure.</summary>
    [LibraryImport(LibraryName, EntryPoint = "LLVMParseIRInContext")]
    public static partial int ParseIRAndFreeBuffer(ContextHandle context, nint buffer, out IrModuleHandle module, out byte* message);

    [LibraryImport(LibraryName, EntryPoint = Parse2Export)]
    public static partial int ParseIR(ContextHandle context, MemoryBufferHandle buffer, out IrModuleHandle module, out byte* message);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeModule")]
    public static partial void DisposeModule(nint module);

    [LibraryImport(LibraryName, EntryPoint = "LLVMSetTarget", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTarget(IrModuleHandle module, string triple);

    [LibraryImport(LibraryName, EntryPoint = "LLVMSetModuleDataLayout")]
    public static partial void SetModuleDataLayout(IrModuleHandle module, nint layout);

    [LibraryImport(LibraryName, EntryPoint = "LLVMVerifyModule")]
    public static partial int VerifyModule(IrModuleHandle module, int action, out byte* message);

    [LibraryImport(LibraryName, EntryPoint = "LLVMPrintModuleToString")]
    public static partial byte* PrintModuleToString(IrModuleHandle module);

    // Targets
    [LibraryImport(LibraryName, EntryPoint = "LLVMGetDefaultTargetTriple")]
    public static partial byte* GetDefaultTargetTriple();

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetHostCPUName")]
    public static partial byte* GetHostCpuName();

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetHostCPUFeatures")]
    public static partial byte* GetHostCpuFeatures();

    [LibraryImport(LibraryName, EntryPoint = "LLVMGetTargetFromTriple", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetTargetFromTriple(string triple, out nint target, out byte* message);

    [LibraryImport(LibraryName, EntryPoint = "LLVMCreateTargetMachine", StringMarshalling = StringMarshalling.Utf8)]
    public static partial TargetMachineHandle CreateTargetMachine(
        nint target, string triple, string cpu, string features, int level, int relocation, int codeModel);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeTargetMachine")]
    public static partial void DisposeTargetMachine(nint machine);

    [LibraryImport(LibraryName, EntryPoint = "LLVMCreateTargetDataLayout")]
    public static partial nint CreateTargetDataLayout(TargetMachineHandle machine);

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposeTargetData")]
    public static partial void DisposeTargetData(nint layout);

    [LibraryImport(LibraryName, EntryPoint = "LLVMTargetMachineEmitToMemoryBuffer")]
    public static partial int TargetMachineEmitToMemoryBuffer(
        TargetMachineHandle machine, IrModuleHandle module, int fileKind, out byte* message, out MemoryBufferHandle buffer);

    // Passes
    [LibraryImport(LibraryName, EntryPoint = "LLVMCreatePassBuilderOptions")]
    public static partial PassOptionsHandle CreatePassBuilderOptions();

    [LibraryImport(LibraryName, EntryPoint = "LLVMDisposePassBuilderOptions")]
    public static partial void DisposePassBuilderOptions(nint options);

    [LibraryImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetLoopVectorization")]
    public static partial void PassOptionsSetLoopVectorization(PassOptionsHandle options, int enabled);

    [LibraryImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetSLPVectorization")]
    public static partial void PassOptionsSetSlpVectorization(PassOptionsHandle options, int enabled);

    [LibraryImport(LibraryName, EntryPoint = "LLVMPassBuilderOptionsSetLoopInterleaving")]
    public static partial void PassOptionsSetLoopInterleaving(PassOptionsHandle options, int enabled);

    [LibraryImport(LibraryName, EntryPoint = "LLVMRunPasses", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RunPasses(IrModuleHandle module, string passes, TargetMachineHandle machine, PassOptionsHandle options);

    // ORC: object files in, addresses out
    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcCreateLLJIT")]
    public static partial nint OrcCreateLLJIT(out JitHandle jit, nint builder);

    /// <summary>Tells debuggers, through the interface that gdb and lldb know, of every object file that is loaded from here on.</summary>
    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITEnableDebugSupport")]
    public static partial nint OrcLLJITEnableDebugSupport(JitHandle jit);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcDisposeLLJIT")]
    public static partial nint OrcDisposeLLJIT(nint jit);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITGetExecutionSession")]
    public static partial nint OrcLLJITGetExecutionSession(JitHandle jit);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcExecutionSessionSetErrorReporter")]
    public static partial void OrcExecutionSessionSetErrorReporter(
        nint session, delegate* unmanaged[Cdecl]<void*, nint, void> reporter, void* context);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITGetMainJITDylib")]
    public static partial nint OrcLLJITGetMainJITDylib(JitHandle jit);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITGetGlobalPrefix")]
    public static partial byte OrcLLJITGetGlobalPrefix(JitHandle jit);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess")]
    public static partial nint OrcCreateProcessGenerator(out nint generator, byte globalPrefix, void* filter, void* filterContext);

    [LibraryImport(
        LibraryName, EntryPoint = "LLVMOrcCreateDynamicLibrarySearchGeneratorForPath", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OrcCreatePathGenerator(
        out nint generator, string path, byte globalPrefix, void* filter, void* filterContext);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcJITDylibAddGenerator")]
    public static partial void OrcJITDylibAddGenerator(nint dylib, nint generator);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcJITDylibCreateResourceTracker")]
    public static partial nint OrcJITDylibCreateResourceTracker(nint dylib);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcResourceTrackerRemove")]
    public static partial nint OrcResourceTrackerRemove(nint tracker);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcReleaseResourceTracker")]
    public static partial void OrcReleaseResourceTracker(nint tracker);

    /// <summary>Frees the buffer, in success and in failure.</summary>
    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITAddObjectFileWithRT")]
    public static partial nint OrcLLJITAddObjectFile(JitHandle jit, ResourceTrackerHandle tracker, nint buffer);

    [LibraryImport(LibraryName, EntryPoint = "LLVMOrcLLJITLookup", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint OrcLLJITLookup(JitHandle jit, out ulong address, string symbol);
}
