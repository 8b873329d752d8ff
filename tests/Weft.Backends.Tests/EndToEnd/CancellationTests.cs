using System.Collections.Immutable;
using System.Diagnostics;
using Weft.Backends.Llvm;
using Weft.Backends.Tests.Interpreting;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Kernels that would run for hours stop soon after they are cancelled, whatever their loops look like.</summary>
public sealed class CancellationTests(LlvmFixture llvm)
{
    // Work that LLVM cannot fold into a formula, 2^40 turns of it.
    private const string Text = """
        kernel spin(x: inout f32[n]) { var i: i64 = 0
            while i >= 0 { i = i ^ 1 }
            x[0] = f32(i) }
        kernel flat(x: inout f32[n]) { for i in 0..1099511627776 { x[i % n] = x[i % n] * 0.5 + 1 } }
        kernel strided(x: inout f32[n]) { for i in 0..1099511627776 step 3 { x[i % n] = x[i % n] * 0.5 + 1 } }
        kernel reduction(x: inout f32[n]) { var s: f32 = 0
            for i in 0..1099511627776 { s = s * 0.999 + f32(i) }
            x[0] = s }
        kernel atOnce(x: inout f32[n]) { parallel i in 0..1099511627776, j in 0..3 { if i == j { x[0] = f32(i) * f32(j) } } }
        kernel nested(x: inout f32[n]) { for r in 0..3, i in 0..1099511627776 { x[r] = x[r] * 0.999 + f32(i) } }
        kernel tiny(x: inout f32[n]) { for i in 0..1099511627776, d in 0..3 { x[d] = x[d] * 0.999 + f32(i) } }
        kernel branching(x: inout f32[n]) { for i in 0..1099511627776 {
            if x[i % n] > 1 { x[i % n] = 0 }
            else { x[i % n] += 0.001 } } }
        """;

    [Theory]
    [InlineData("spin")]
    [InlineData("flat")]
    [InlineData("strided")]
    [InlineData("reduction")]
    [InlineData("atOnce")]
    [InlineData("nested")]
    [InlineData("tiny")]
    [InlineData("branching")]
    public void A_cancelled_launch_stops(string entry)
    {
        Assert.NotNull(llvm.Host);
        var (module, problems) = WeftCompilation.Lower("endless.weft", Text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', problems));
        Stops(KernelProgram.Of(module, problems)!, entry);
    }

    [Fact]
    public void A_cycle_of_branches_stops()
    {
        Assert.NotNull(llvm.Host);
        Stops(KernelProgram.Of(Mlir.Parse("""
            func.func @cycle(%x: memref<?xf32> {wf.param = "x: inout f32[n]"}) attributes {wf.kernel} {
              %zero = arith.constant 0 : index
              cf.br ^loop
            ^loop:
              %v = memref.load %x[%zero] : memref<?xf32>
              %w = arith.addf %v, %v : f32
              memref.store %w, %x[%zero] : memref<?xf32>
              cf.br ^loop
            }
            """), new DiagnosticBag())!, "cycle");
    }

    private static void Stops(KernelProgram program, string entry)
    {
        using var device = new Device("cpu", new CpuCompiler());
        var kernel = device.Load(program, entry);
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Zeros(ElementType.F32, [100]) };
        var call = Invocation.Bind(kernel.Signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, new DiagnosticBag())!;
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var start = Stopwatch.GetTimestamp();
        Assert.Throws<OperationCanceledException>(() => kernel.Launch(call, cancel.Token));
        // It takes about a millisecond; the limit is for machines that are busy with other things.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
    }
}
