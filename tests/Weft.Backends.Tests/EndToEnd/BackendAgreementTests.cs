using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>The CPU back end against the interpreter, from source text to memory.</summary>
public sealed class BackendAgreementTests
{
    private static readonly KernelProgram Program = Load(Programs.Text);

    [Theory]
    [InlineData("saxpy")]
    [InlineData("matmul")]
    [InlineData("blur")]
    [InlineData("histogram")]
    [InlineData("collatz")]
    [InlineData("firstAbove")]
    [InlineData("conversions")]
    [InlineData("bits")]
    [InlineData("triangle")]
    [InlineData("strided")]
    [InlineData("smooth")]
    [InlineData("twice")]
    [InlineData("sometimes")]
    [InlineData("lastTurns")]
    public void Results_are_equal_bit_for_bit(string entry)
    {
        Assert.SkipUnless(LlvmIsThere, "libLLVM is not installed");
        foreach (var size in new[] { 1, 2, 3, 7, 40, 130 })
        {
            var inputs = Inputs(entry, size, new Random(size));
            Assert.Equal(Describe(Run("interp", entry, inputs)), Describe(Run("cpu", entry, inputs)));
        }
    }

    [Theory]
    [InlineData("escape", FaultKind.IndexOutOfRange, "x", 12, 12)]
    [InlineData("wraps", FaultKind.IndexOutOfRange, "x", 2147483644, 12)]
    [InlineData("gather", FaultKind.IndexOutOfRange, "x", 200, 12)]
    [InlineData("divide", FaultKind.DivisionByZero, "", 0, 0)]
    public void Faults_are_the_same_and_name_their_place(string entry, FaultKind kind, string subject, long index, long bound)
    {
        Assert.SkipUnless(LlvmIsThere, "libLLVM is not installed");
        var inputs = Inputs(entry, 12, new Random(1));
        if (inputs.TryGetValue("v", out var values)) values.As<byte>().Fill(7);
        if (entry == "gather") inputs["v"].As<byte>()[5] = 200;
        if (entry == "divide") inputs["v"].As<byte>()[5] = 15;
        foreach (var target in new[] { "interp", "cpu" })
        {
            var fault = Assert.Throws<KernelFaultException>(() => Run(target, entry, inputs)).Fault;
            Assert.Equal(kind, fault.Kind);
            Assert.Equal(entry, fault.Kernel);
            Assert.Equal("programs.weft", fault.Location.File);
            if (kind != FaultKind.IndexOutOfRange) continue;
            Assert.Equal((subject, index, bound), (fault.Subject, fault.Index, fault.Bound));
        }
    }

    [Fact]
    public void A_fault_leaves_the_writes_before_it()
    {
        Assert.SkipUnless(LlvmIsThere, "libLLVM is not installed");
        foreach (var target in new[] { "interp", "cpu" })
        {
            var inputs = Inputs("escape", 12, new Random(1));
            var call = Bind("escape", inputs);
            using var device = Open(target);
            Assert.Throws<KernelFaultException>(() => device.Load(Program, "escape").Launch(call));
            Assert.Equal(inputs["x"].As<float>()[1..].ToArray(), call.Outputs.Single().Value.As<float>()[..11].ToArray());
        }
    }

    [Theory]
    [InlineData("saxpy", 0)]
    [InlineData("blur", 0)]
    [InlineData("gather", 1)]
    [InlineData("escape", 1)]
    public void Only_what_cannot_be_known_before_the_loop_is_guarded(string entry, int guarded)
    {
        var remarks = CpuCompiler.Lower(Program, entry, new Passes.PipelineOptions { VerifyEach = true }).Remarks;
        Assert.Equal(guarded, remarks.Count("check-bounds", "guarded"));
    }

    [Fact]
    public void Limits_pass_NaN_on_and_order_the_zeros()
    {
        Assert.SkipUnless(LlvmIsThere, "libLLVM is not installed");
        // The NaN without a sign: the interpreter keeps none.
        var nan = BitConverter.UInt32BitsToSingle(0x7FC00000);
        float[] special = [nan, 0, -0f, 0.25f, -1, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon];
        // Enough of them for whole vectors.
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Of<float>([.. Enumerable.Repeat(special, 9).SelectMany(x => x)], 81) };
        Assert.Equal(Describe(Run("interp", "limits", inputs)), Describe(Run("cpu", "limits", inputs)));
    }

    internal static bool LlvmIsThere
    {
        get
        {
            try
            {
                TargetSpec.DetectHost();
                return true;
            }
            catch (WeftException)
            {
                return false;
            }
        }
    }

    private static KernelProgram Load(string text)
    {
        var (module, diagnostics) = WeftCompilation.Lower("programs.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }

    private static Device Open(string target) =>
        target == "interp" ? new Device("interp", new InterpreterCompiler()) : new Device("cpu", new CpuCompiler());

    private static Invocation Bind(string entry, Dictionary<string, Tensor> inputs)
    {
        var diagnostics = new DiagnosticBag();
        var call = Invocation.Bind(Program.Find(entry)!, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics);
        Assert.True(call is not null, string.Join('\n', diagnostics));
        return call;
    }

    private static List<(string Name, Tensor Value)> Run(string target, string entry, Dictionary<string, Tensor> inputs)
    {
        var call = Bind(entry, inputs);
        using var device = Open(target);
        device.Load(Program, entry).Launch(call);
        return [.. call.Outputs];
    }

    private static string Describe(IEnumerable<(string Name, Tensor Value)> outputs) =>
        string.Join('\n', outputs.Select(o => $"{o.Name}: {o.Value} {Convert.ToHexString(o.Value.Bytes.Span)}"));

    private static Dictionary<string, Tensor> Inputs(string entry, int size, Random random)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (var parameter in Program.Find(entry)!.Inputs)
        {
            var value = Tensor.Zeros(parameter.Element, [.. parameter.Shape.Select(_ => (long)size)]);
            if (parameter.Element == ElementType.F32) foreach (ref var x in value.As<float>()) x = (random.NextSingle() * 2) - 0.6f;
            else if (parameter.Element == ElementType.F64) foreach (ref var x in value.As<double>()) x = random.NextDouble() - 0.5;
            else if (parameter.Element == ElementType.U8) random.NextBytes(value.Bytes.Span);
            else if (parameter.Element == ElementType.I32) value.As<int>()[0] = 3;
            inputs[parameter.Name] = value;
        }

        return inputs;
    }
}
