using Weft.Backends.Llvm.Native;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>One module on its way through LLVM, in a context of its own. Lives and dies on one <see cref="LlvmThread"/>.</summary>
internal sealed unsafe class LlvmModule : IDisposable
{
    private readonly LlvmThread _thread;
    private readonly ContextHandle _context;
    private readonly string _name;
    private IrModuleHandle? _module;

    private LlvmModule(LlvmThread thread, string name)
    {
        (_thread, _name) = (thread, name);
        _context = LlvmApi.ContextCreate();
        // Without a handler LLVM answers an error of a back end with exit(1).
        LlvmApi.ContextSetDiagnosticHandler(_context, LlvmThread.DiagnosticHandler, null);
    }

    private IrModuleHandle Module => _module!;

    /// <summary>Reads the text. Throws <see cref="WeftException"/> at the line that LLVM does not accept.</summary>
    public static LlvmModule Parse(LlvmThread thread, string name, ReadOnlySpan<byte> text)
    {
        var result = new LlvmModule(thread, name);
        try
        {
            result.Parse(text);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public void Target(TargetSpec target, TargetMachineHandle machine)
    {
        LlvmApi.SetTarget(Module, target.Triple);
        var layout = LlvmApi.CreateTargetDataLayout(machine);
        LlvmApi.SetModuleDataLayout(Module, layout);
        LlvmApi.DisposeTargetData(layout);
    }

    public void Verify()
    {
        var invalid = LlvmApi.VerifyModule(Module, LlvmApi.VerifierReturnsStatus, out var message) != 0;
        var text = LlvmText.Take(message).Trim();
        if (invalid) throw new WeftException(LlvmDiagnostics.InvalidModule.At(default, _name, text));
    }

    public void Optimize(TargetMachineHandle machine, PassPipeline pipeline)
    {
        if (pipeline.Passes.IsEmpty) return;
        using var options = LlvmApi.CreatePassBuilderOptions();
        // The C interface turns these off unless told otherwise, for default<O3> too.
        LlvmApi.PassOptionsSetLoopVectorization(options, 1);
        LlvmApi.PassOptionsSetSlpVectorization(options, 1);
        LlvmApi.PassOptionsSetLoopInterleaving(options, 1);
        var error = LlvmApi.RunPasses(Module, pipeline.Text, machine, options);
        var text = error != 0 ? LlvmText.TakeError(error) : _thread.TakeErrors();
        if (text is not null) throw new WeftException(LlvmDiagnostics.PassesFailed.At(default, _name, pipeline.Name, text));
    }

    /// <summary>Generates an object file or assembly text. The module is spent afterwards.</summary>
    public byte[] Emit(TargetSpec target, TargetMachineHandle machine, int fileKind)
    {
        var failed = LlvmApi.TargetMachineEmitToMemoryBuffer(machine, Module, fileKind, out var message, out var buffer) != 0;
        using (buffer)
        {
            var text = LlvmText.Take(failed ? message : null);
            if (_thread.TakeErrors() is { } errors) text = failed ? $"{text}; {errors}" : errors;
            if (failed || text.Length > 0) throw new WeftException(LlvmDiagnostics.CodeGenerationFailed.At(default, _name, target, text));
            return new ReadOnlySpan<byte>(LlvmApi.GetBufferStart(buffer), checked((int)LlvmApi.GetBufferSize(buffer))).ToArray();
        }
    }

    /// <summary>The module as text.</summary>
    public string Print() => LlvmText.Take(LlvmApi.PrintModuleToString(Module));

    public void Dispose()
    {
        _module?.Dispose();
        _context.Dispose();
    }

    private void Parse(ReadOnlySpan<byte> text)
    {
        using var buffer = LlvmApi.CreateMemoryBufferCopy(text, (nuint)text.Length, _name);
        byte* message;
        var failed = LlvmLibrary.Require().KeepsParsedBuffer
            ? LlvmApi.ParseIR(_context, buffer, out _module, out message)
            : LlvmApi.ParseIRAndFreeBuffer(_context, buffer.Release(), out _module, out message);
        if (failed == 0) return;
        _module.SetHandleAsInvalid();
        throw new WeftException(TextError(LlvmText.Take(message).TrimEnd()));
    }

    /// <summary>LLVM's <c>name:line:column: error: words</c>, then the line and a caret, as a diagnostic at that place.</summary>
    private Diagnostic TextError(string message)
    {
        var rest = message.StartsWith(_name + ":", StringComparison.Ordinal) ? message[(_name.Length + 1)..] : message;
        var parts = rest.Split(':', 3);
        if (parts.Length < 3 || !int.TryParse(parts[0], out var line) || !int.TryParse(parts[1], out var column))
            return LlvmDiagnostics.InvalidText.At(default, _name, message);
        var words = parts[2].Replace("error:", "", StringComparison.Ordinal).Trim();
        return LlvmDiagnostics.InvalidText.At(Location.At(_name, line, column), _name, words);
    }
}
