using Weft.IR.Export;
using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Export;

/// <summary>What is made from the declarations when the library runs: the table of operations, and IRDL.</summary>
public sealed class ExportTests
{
    private static readonly IrContext Context = new(StandardDialects.All);

    [Fact]
    public void The_table_in_docs_is_up_to_date()
    {
        var file = Path.Combine(Checkout.Root, "docs", "dialects.md");
        var text = DialectTable.Write(StandardDialects.All);
        if (Environment.GetEnvironmentVariable("WEFT_ACCEPT") == "1") File.WriteAllText(file, text);
        Assert.True(File.ReadAllText(file) == text, $"{file} is not what weft opt --emit-dialect-docs prints; WEFT_ACCEPT=1 rewrites it");
    }

    [Fact]
    public void Every_operation_says_what_it_does() => Assert.All(
        StandardDialects.All.SelectMany(d => d.Ops),
        op => Assert.True(op.Summary.EndsWith('.') && !op.Summary.Contains("<c", StringComparison.Ordinal), op.Name));

    [Fact]
    public void Declarations_name_the_properties_in_their_order() => Assert.All(
        StandardDialects.All.SelectMany(d => d.Ops),
        op => Assert.Equal(
            op.Declaration.Attributes.Select(a => a.Name),
            op.Properties.Where(p => !p.EndsWith("SegmentSizes", StringComparison.Ordinal))));

    [Theory]
    [InlineData(null, """
        func.func private @tile(index, index, memref<4xf32>, memref<4xf32>)
        func.func @f(%i: index, %n: i32, %m: memref<4xf32>) attributes {wf.kernel} {
          wf.check_index %i below %i {subject = "x"}
          wf.check_division %n, %n {zero_only} : i32
          wf.check_division %i, %i : index
          wf.check_stop
          wf.parallel_call @tile, %i by %i(%m, %m) : memref<4xf32>, memref<4xf32>
          return
        }
        """)]
    [InlineData("expected 'index' but got 'i32'", """
        func.func @f(%n: i32) {
          "wf.check_index"(%n, %n) {subject = "x"} : (i32, i32) -> ()
          return
        }
        """)]
    [InlineData("expected 'i32' but got 'index'", """
        func.func @f(%n: i32, %i: index) {
          "wf.check_division"(%n, %i) : (i32, index) -> ()
          return
        }
        """)]
    [InlineData("attribute \"subject\" is expected but not provided", """
        func.func @f(%i: index) {
          "wf.check_index"(%i, %i) : (index, index) -> ()
          return
        }
        """)]
    public async Task Mlir_opt_checks_programs_by_the_exported_dialect(string? message, string program)
    {
        Assert.SkipUnless(MlirOpt.IsInstalled, MlirOpt.Missing);
        var dialect = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(dialect, IrdlModule.Write(new WorkflowDialect()), TestContext.Current.CancellationToken);
            var answer = await MlirOpt.Run(message is null ? Generic(program) : program, $"--irdl-file={dialect}");
            Assert.True(answer.Succeeded == message is null, answer.Messages);
            Assert.Contains(message ?? "", answer.Messages, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(dialect);
        }
    }

    // mlir-opt takes the attributes of an exported dialect's operations in braces only.
    private static string Generic(string program)
    {
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(Context, program, "program.mlir", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, Context, diagnostics), string.Join('\n', diagnostics));
        var lines = IrPrinter.ToText(module, new PrintOptions { Generic = true }).Split('\n');
        return string.Join('\n', lines.Select(
            line => line.Contains("\"wf.", StringComparison.Ordinal) ? line.Replace("<{", "{").Replace("}>", "}") : line));
    }
}
