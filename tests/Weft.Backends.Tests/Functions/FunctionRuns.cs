using System.Runtime.InteropServices;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tests.Functions;

/// <summary>The kernels of <see cref="MathReference.Source"/> on devices, over arrays.</summary>
public sealed class FunctionRuns : IDisposable
{
    private readonly Device _cpu = new("cpu", new CpuCompiler());
    private readonly Device _interpreter = new("interp", new Backends.InterpreterCompiler());
    private readonly KernelProgram _program = Load(expanded: false);
    private readonly Lazy<KernelProgram> _expanded = new(() => Load(expanded: true));

    /// <summary>Compiled.</summary>
    public T[] Compute<T>(string entry, params T[][] arguments) where T : unmanaged => Launch(_cpu.Load(_program, entry), arguments);

    /// <summary>By the interpreter, after expand-math.</summary>
    public T[] Interpret<T>(string entry, params T[][] arguments) where T : unmanaged =>
        Launch(_interpreter.Load(_expanded.Value, entry), arguments);

    public T[] Compute<T>(KernelProgram program, string entry, params T[][] arguments) where T : unmanaged =>
        Launch(_cpu.Load(program, entry), arguments);

    public void Dispose()
    {
        _cpu.Dispose();
        _interpreter.Dispose();
    }

    private static KernelProgram Load(bool expanded)
    {
        var context = new IrContext(StandardDialects.All);
        var source = MathReference.Source("f32") + MathReference.Source("f64");
        var (module, diagnostics) = WeftCompilation.Lower("functions.weft", source, context);
        if (module is null) throw new InvalidOperationException(string.Join('\n', diagnostics));
        if (expanded) new ExpandMath().Run(module, new PassContext(context, diagnostics, new RemarkLog()));
        return KernelProgram.Of(module, diagnostics)!;
    }

    private static unsafe T[] Launch<T>(Kernel kernel, T[][] arguments) where T : unmanaged
    {
        var result = new T[arguments[0].Length];
        var arrays = arguments.Append(result).Select(a => GCHandle.Alloc(a, GCHandleType.Pinned)).ToList();
        // Each array's address and extent; results are never what memory held before.
        MemoryMarshal.AsBytes(result.AsSpan()).Fill(0xA5);
        kernel.Launch([.. arrays.SelectMany(a => new[] { a.AddrOfPinnedObject(), result.Length })]);
        foreach (var array in arrays) array.Free();
        return result;
    }
}
