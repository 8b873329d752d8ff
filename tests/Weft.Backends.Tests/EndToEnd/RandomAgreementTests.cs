using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>
/// Random kernels, many of which leave their arrays: the CPU gives the interpreter's results, or its fault at the same place with
/// the same index and bound, and the same writes before it.
/// </summary>
public sealed class RandomAgreementTests(LlvmFixture llvm)
{
    private const int Kernels = 40;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Results_faults_and_writes_are_equal(int series)
    {
        Assert.NotNull(llvm.Host);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        var faults = 0;
        for (var seed = series * Kernels; seed < (series + 1) * Kernels; seed++)
        {
            var text = RandomKernel.Write(seed);
            var (module, problems) = WeftCompilation.Lower("random.weft", text, new IrContext(StandardDialects.All));
            Assert.True(module is not null, $"seed {seed}\n{text}{string.Join('\n', problems)}");
            var program = KernelProgram.Of(module, problems)!;
            foreach (var size in new[] { 1, 2, 5, 12 })
            {
                var expected = Run(interpreter, program, seed, size);
                var found = Run(cpu, program, seed, size);
                Assert.True(expected == found, $"seed {seed}, size {size}\n{text}\ninterpreter:\n{expected}\ncpu:\n{found}");
                if (expected.Contains("fault", StringComparison.Ordinal)) faults++;
            }
        }

        Assert.InRange(faults, Kernels / 2, Kernels * 4 - Kernels / 2);
    }

    private static string Run(Device device, KernelProgram program, int seed, int size)
    {
        var signature = program.Find("k")!;
        var inputs = Inputs(signature, new Random(seed), size);
        var call = Invocation.Bind(signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, new DiagnosticBag())!;
        var end = "done";
        try
        {
            device.Load(program, "k").Launch(call);
        }
        catch (KernelFaultException stopped)
        {
            end = $"fault {stopped.Fault}";
        }

        return string.Join('\n', call.Outputs.Select(o => $"{o.Name}: {Convert.ToHexString(o.Value.Bytes.Span)}").Prepend(end));
    }

    private static Dictionary<string, Tensor> Inputs(KernelSignature signature, Random random, int size)
    {
        var extents = new Dictionary<string, long>();
        var inputs = new Dictionary<string, Tensor>();
        foreach (var parameter in signature.Inputs)
        {
            var names = parameter.Shape.Select(e => e.ToString()!).ToList();
            foreach (var name in names) extents.TryAdd(name, size + random.Next(3));
            var value = Tensor.Zeros(parameter.Element, [.. names.Select(name => extents[name])]);
            if (parameter.Element == ElementType.I32) foreach (ref var x in value.As<int>()) x = random.Next(-1, size + 2);
            else value.As<nint>()[0] = random.Next(-1, size);
            inputs[parameter.Name] = value;
        }

        return inputs;
    }
}
