using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>What kernels called <c>k</c> make, as text that tells every bit.</summary>
internal static class KernelOutputs
{
    /// <summary>The program of a text in the language, which has no mistakes.</summary>
    public static KernelProgram Load(string text)
    {
        var (module, problems) = WeftCompilation.Lower("kernel.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, $"{text}{string.Join('\n', problems)}");
        return KernelProgram.Of(module, problems)!;
    }

    /// <summary>Of a device with so many threads.</summary>
    public static string OnThreads(
        int threads, KernelProgram program, Dictionary<string, long> extents, Func<KernelParameter, ImmutableArray<long>, Tensor> values)
    {
        using var pool = new TilePool(new() { Threads = threads, Spin = TimeSpan.Zero });
        using var cpu = new Device("cpu", new CpuCompiler(pool: pool));
        return Of(cpu, program, extents, values);
    }

    /// <summary>Compiled and interpreted, a program gives the same for all extents.</summary>
    public static void AssertAgree(
        TilePool pool, KernelProgram program, IEnumerable<Dictionary<string, long>> calls,
        Func<KernelParameter, ImmutableArray<long>, Tensor> values)
    {
        using var compiled = new Device("cpu", new CpuCompiler(pool: pool));
        using var interpreter = new Device("interp", new InterpreterCompiler());
        foreach (var extents in calls)
        {
            var at = string.Join(' ', extents);
            Assert.Equal((at, Of(interpreter, program, extents, values)), (at, Of(compiled, program, extents, values)));
        }
    }

    /// <summary>An input of random numbers, always the same: floats around 0, bytes of any kind, and integers of less than some size.</summary>
    public static Tensor RandomInput(KernelParameter parameter, ImmutableArray<long> shape, int size)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var random = new Random(count);
        T[] Fill<T>(Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
        return parameter.Element == ElementType.F32 ? Tensor.Of(Fill(() => random.NextSingle() - 0.5f), shape)
            : parameter.Element == ElementType.F64 ? Tensor.Of(Fill(() => random.NextDouble() - 0.5), shape)
            : parameter.Element == ElementType.I64 ? Tensor.Of(Fill(() => random.NextInt64()), shape)
            : parameter.Element == ElementType.U8 ? Tensor.Of(Fill(() => (byte)random.Next(256)), shape)
            : Tensor.Of(Fill(() => random.Next(-size, size)), shape);
    }

    /// <param name="extents">The shape symbols.</param>
    /// <param name="values">Makes an input of a shape.</param>
    /// <param name="mayStop">Whether it may find an element that is not there; the text tells which then, and what was made before.</param>
    public static string Of(
        Device device, KernelProgram program, Dictionary<string, long> extents, Func<KernelParameter, ImmutableArray<long>, Tensor> values,
        bool mayStop = false)
    {
        var signature = program.Find("k")!;
        var inputs = signature.Inputs.ToDictionary(
            parameter => parameter.Name,
            parameter => values(parameter, [.. parameter.Shape.Select(extent => extent.Evaluate(extents)!.Value)]));
        var diagnostics = new DiagnosticBag();
        var call = Invocation.Bind(signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics);
        Assert.True(call is not null, string.Join('\n', diagnostics));
        var fault = default(KernelFault);
        try
        {
            device.Load(program, "k").Launch(call);
        }
        catch (KernelFaultException stop) when (mayStop)
        {
            fault = stop.Fault;
        }

        return fault + string.Join('\n', call.Outputs.Select(o => $"{o.Name}: {Convert.ToHexString(o.Value.Bytes.Span)}"));
    }
}
