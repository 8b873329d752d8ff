using System.Collections.Immutable;
using System.Text;
using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class ProgramLinkerTests
{
    // A kernel that calls a function and reads a table, both of names that the program has for something else.
    private const string Library = """
        memref.global "private" constant @table : memref<2xi32> = dense<[3, 4]>
        func.func private @get(%i: index) -> i32 {
          %t = memref.get_global @table : memref<2xi32>
          %v = memref.load %t[%i] : memref<2xi32>
          return %v : i32
        }
        func.func @put(%y: memref<?xi32> {wf.param = "y: out i32[n]"}, %i: i64 {wf.param = "i: i64"}) attributes {wf.kernel} {
          %k = arith.index_cast %i : i64 to index
          %v = call @get(%k) : (index) -> i32
          affine.store %v, %y[0] : memref<?xi32>
          return
        }
        """;

    private const string Program = """
        func.func private @put(memref<?xi32> {wf.param = "x: inout i32[x_0]"}, i64 {wf.param = "at: i64"}) attributes {wf.kernel}
        func.func private @get(%y: memref<?xi32> {wf.param = "y: inout i32[y_0]"}) attributes {wf.kernel} {
          %t = memref.get_global @table : memref<1xi32>
          %v = affine.load %t[0] : memref<1xi32>
          affine.store %v, %y[1] : memref<?xi32>
          return
        }
        memref.global "private" constant @table : memref<1xi32> = dense<7>
        wf.graph @w(%x: tensor<?xi32> {wf.param = "x: inout i32[x_0]"}, %at: i64 {wf.param = "at: i64"}) -> tensor<?xi32> {
          %a = wf.invoke @put(%x, %at) : (tensor<?xi32>, i64) -> tensor<?xi32>
          %b = wf.invoke @get(%a) : (tensor<?xi32>) -> tensor<?xi32>
          wf.return %b : tensor<?xi32>
        }
        """;

    [Fact]
    public void Names_of_the_library_are_kept_apart_from_the_programs_own()
    {
        var library = Parse(Library.Replace("out i32[n]", "inout i32[n]", StringComparison.Ordinal));
        var linked = ProgramLinker.Link(Parse(Program), ("put", library));
        var names = new SymbolTable(linked.Load(new IrContext(StandardDialects.All))).Symbols.Keys.Order(StringComparer.Ordinal);
        Assert.Equal(["get", "put", "put.get", "put.table", "table", "w"], names);
        Assert.Equal(["w"], linked.Entries.Select(entry => entry.Name));
        using var device = new Device("interp", new InterpreterCompiler());
        var y = Tensor.Of<int>([0, 0], [2]);
        var inputs = new Dictionary<string, Tensor> { ["x"] = y, ["at"] = Tensor.Of<long>([1], []) };
        var diagnostics = new DiagnosticBag();
        var call = Invocation.Bind(
            linked.Entries[0], inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty,
            diagnostics);
        Assert.True(call is not null, string.Join('\n', diagnostics));
        device.Load(linked, "w").Launch(call);
        Assert.Equal([4, 7], call.Outputs.Single().Value.As<int>().ToArray());
    }

    [Fact]
    public void A_kernel_may_write_less_than_it_is_let()
    {
        var text = Library.Replace("y: out i32[n]", "y: i32[n]", StringComparison.Ordinal)
            .Replace("  affine.store %v, %y[0] : memref<?xi32>\n", "", StringComparison.Ordinal);
        Assert.Equal("w", Assert.Single(ProgramLinker.Link(Parse(Program), ("put", Parse(text))).Entries).Name);
    }

    [Theory]
    [InlineData("y: out i32[n]", "y: out i32[n], i: i64", "")]
    [InlineData("y: inout i32[n]", "y: inout i32[n], i: i64, j: i32", ", %j: i32 {wf.param = \"j: i32\"}")]
    public void A_kernel_takes_what_the_program_passes(string first, string taken, string more)
    {
        var text = Library.Replace("y: out i32[n]", first, StringComparison.Ordinal)
            .Replace("\"i: i64\"}", "\"i: i64\"}" + more, StringComparison.Ordinal);
        var mismatch = Assert.Throws<WeftException>(() => ProgramLinker.Link(Parse(Program), ("put", Parse(text))));
        Assert.Equal("WF4022", mismatch.Diagnostic.Id);
        Assert.Contains(
            "workflow 'w' was compiled for a kernel 'put' that takes (x: inout i32[x_0], at: i64), but in the library that is there it "
            + $"takes ({taken});", mismatch.Message, StringComparison.Ordinal);
    }

    private static KernelProgram Parse(string text)
    {
        var (context, diagnostics) = (new IrContext(StandardDialects.All), new DiagnosticBag());
        var module = IrParser.ParseModule(context, Encoding.UTF8.GetBytes(text), "test.mlir", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }
}
