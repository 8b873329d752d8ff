using System.Collections.Immutable;
using System.Text;
using Weft.IR;
using Weft.Runtime;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

public sealed class InterpreterCompilerTests
{
    private const string Saxpy = """
        func.func @saxpy(%a: f32 {wf.param = "a: f32"}, %x: memref<?xf32> {wf.param = "x: f32[n]"},
                         %y: memref<?xf32> {wf.param = "y: inout f32[n]"}) attributes {wf.kernel} {
          %c0 = arith.constant 0 : index
          %c1 = arith.constant 1 : index
          %n = memref.dim %x, %c0 : memref<?xf32>
          scf.parallel (%i) = (%c0) to (%n) step (%c1) {
            %u = memref.load %x[%i] : memref<?xf32>
            %v = memref.load %y[%i] : memref<?xf32>
            %p = arith.mulf %a, %u : f32
            %s = arith.addf %p, %v : f32
            memref.store %s, %y[%i] : memref<?xf32>
          }
          return
        }
        """;

    private const string Sums = """
        func.func @sum(%x: memref<?xi32> {wf.param = "x: i32[n]"}, %s: memref<i32> {wf.param = "s: out i32"},
                       %c: memref<?xi1> {wf.param = "c: out bool[n]"}) attributes {wf.kernel} {
          %c0 = arith.constant 0 : index
          %c1 = arith.constant 1 : index
          %n = memref.dim %x, %c0 : memref<?xi32>
          scf.for %i = %c0 to %n step %c1 {
            %v = memref.load %x[%i] : memref<?xi32>
            %t = memref.load %s[] : memref<i32>
            %u = arith.addi %t, %v : i32
            memref.store %u, %s[] : memref<i32>
            %p = arith.cmpi sgt, %v, %t : i32
            memref.store %p, %c[%i] : memref<?xi1>
          }
          return
        }
        wf.graph @main(%x: tensor<?xi32> {wf.param = "x: i32[n]"})
            -> (i32 {wf.param = "s: out i32"}, tensor<?xi1> {wf.param = "c: out bool[n]"}) {
          %r:2 = wf.invoke @sum(%x) : (tensor<?xi32>) -> (i32, tensor<?xi1>)
          wf.return %r#0, %r#1 : i32, tensor<?xi1>
        }
        """;

    [Fact]
    public void Kernel_works_on_the_callers_memory()
    {
        using var saxpy = Load(Saxpy, "saxpy", "a: f32", "x: f32[n]", "y: inout f32[n]");
        var (x, y) = (Tensor.Of<float>([1, 2, 3], 3), Tensor.Of<float>([10, 20, 30], 3));
        Assert.Equal([12f, 24, 36], Launch(saxpy, ("a", Tensor.Scalar(2f)), ("x", x), ("y", y))["y"].As<float>().ToArray());
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("main")]
    public void Outputs_of_kernels_and_workflows_land_in_the_callers_memory(string entry)
    {
        using var kernel = Load(Sums, entry, "x: i32[n]", "s: out i32", "c: out bool[n]");
        var outputs = Launch(kernel, ("x", Tensor.Of<int>([1, -5, 3], 3)));
        Assert.Equal([-1], outputs["s"].As<int>().ToArray());
        Assert.Equal([true, false, true], outputs["c"].As<bool>().ToArray());
    }

    [Fact]
    public void Workflow_may_give_the_new_state_of_an_inout()
    {
        const string Program = """
            wf.graph @main(%x: tensor<2xi8> {wf.param = "x: i8[2]"}, %y: tensor<2xi8> {wf.param = "y: inout i8[2]"})
                -> (tensor<2xi8>, tensor<2xi8> {wf.param = "old: out i8[2]"}) {
              wf.return %x, %y : tensor<2xi8>, tensor<2xi8>
            }
            """;
        // The old state of y is a result, too: it must not be what y has just become.
        using var kernel = Load(Program, "main", "x: i8[2]", "y: inout i8[2]", "old: out i8[2]");
        var outputs = Launch(kernel, ("x", Tensor.Of<sbyte>([1, 2], 2)), ("y", Tensor.Of<sbyte>([3, 4], 2)));
        Assert.Equal([1, 2], outputs["y"].As<sbyte>().ToArray());
        Assert.Equal([3, 4], outputs["old"].As<sbyte>().ToArray());
    }

    [Fact]
    public void Result_of_another_shape_than_promised_is_an_error()
    {
        const string Program = """
            wf.graph @main(%x: tensor<?xi8>) -> tensor<?xi8> {
              wf.return %x : tensor<?xi8>
            }
            """;
        using var kernel = Load(Program, "main", "x: i8[n]", "r: out i8[2*n]");
        var error = Assert.Throws<WeftException>(() => Launch(kernel, ("x", Tensor.Of<sbyte>([1, 2], 2))));
        Assert.Equal("WF4015", error.Diagnostic.Id);
    }

    [Fact]
    public void Workflow_may_give_a_scalar()
    {
        const string Program = """
            wf.graph @main(%x: f32) -> f32 {
              %0 = arith.addf %x, %x : f32
              wf.return %0 : f32
            }
            """;
        using var kernel = Load(Program, "main", "x: f32", "r: out f32");
        Assert.Equal([3f], Launch(kernel, ("x", Tensor.Scalar(1.5f)))["r"].As<float>().ToArray());
    }

    [Fact]
    public void Faults_leave_what_was_written_and_the_process_alive()
    {
        using var kernel = Load(Saxpy, "saxpy", "a: f32", "x: f32[n]", "y: inout f32[m]");
        var fault = Assert.Throws<KernelFaultException>(() =>
            Launch(kernel, ("a", Tensor.Scalar(1f)), ("x", Tensor.Of<float>([1, 2, 3], 3)), ("y", Tensor.Of<float>([1, 1], 2)))).Fault;
        Assert.Equal(("saxpy", "y", 2L, 2L), (fault.Kernel, fault.Subject, fault.Index, fault.Bound));
        Assert.Equal("kernel.mlir:8:10", fault.Location.ToString());
    }

    [Theory]
    [InlineData("func.func @f(", null)]
    [InlineData("func.func @f() -> i32 {\nreturn\n}", null)]
    [InlineData("func.func @g() {\nreturn\n}", "WF4304")]
    [InlineData("func.func @f(%x: i32) {\nreturn\n}", "WF4305")]
    public void Programs_that_cannot_run_are_refused_at_compilation(string ir, string? id) =>
        Assert.Equal(id, Assert.Throws<WeftException>(() => Compile(ir, new("f", []))).Diagnostic.Id);

    [Fact]
    public void Static_extents_are_checked_against_the_launch()
    {
        using var kernel = Compile("func.func @f(%x: memref<4xi8>) {\nreturn\n}", new("f", [KernelParameter.TryParse("x: i8[n]")!]));
        var error = Assert.Throws<WeftException>(() => kernel.Run([0, 5], CancellationToken.None));
        Assert.Equal("WF4015", error.Diagnostic.Id);
    }

    [Fact]
    public void Threads_may_share_an_executable()
    {
        using var saxpy = Load(Saxpy, "saxpy", "a: f32", "x: f32[n]", "y: inout f32[n]");
        Parallel.For(0, 32, i =>
        {
            var (x, y) = (Tensor.Of<float>([1, 2], 2), Tensor.Of<float>([1, 1], 2));
            var sum = Launch(saxpy, ("a", Tensor.Scalar((float)i)), ("x", x), ("y", y))["y"];
            Assert.Equal([i + 1f, (2 * i) + 1], sum.As<float>().ToArray());
        });
    }

    private static IExecutable Compile(string ir, KernelSignature signature)
    {
        var program = new KernelProgram(Encoding.UTF8.GetBytes(ir), "0", [signature]);
        return new InterpreterCompiler().Compile(program, signature.Name, CancellationToken.None);
    }

    private static Kernel Load(string ir, string entry, params string[] parameters)
    {
        var signature = new KernelSignature(entry, [.. parameters.Select(text => KernelParameter.TryParse(text)!)]);
        return new Kernel(signature, Compile(ir, signature));
    }

    private static Dictionary<string, Tensor> Launch(Kernel kernel, params (string Name, Tensor Value)[] inputs)
    {
        var diagnostics = new DiagnosticBag();
        var values = inputs.ToDictionary(input => input.Name, input => input.Value);
        var call = Invocation.Bind(kernel.Signature, values, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics);
        Assert.True(call is not null, string.Join("\n", diagnostics));
        kernel.Launch(call, CancellationToken.None);
        return call.Outputs.ToDictionary(output => output.Name, output => output.Value);
    }
}
