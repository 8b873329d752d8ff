using System.Globalization;
using System.Text;
using Weft.IR.Tests.Conformance;
using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Text;

/// <summary>With several threads, the same module, the same text and the same messages come out as with one.</summary>
public sealed class ParallelTests
{
    private static readonly ParseOptions One = new() { Threads = 1 };
    private static readonly ParseOptions Several = new() { Threads = 3 };

    // What makes a file so large that threads are used; a comment changes nothing else.
    private static readonly byte[] Padding = Encoding.ASCII.GetBytes("\n" + new string('/', 200_000) + "\n");

    private readonly IrContext _context = new(StandardDialects.All) { AllowUnregistered = true };

    public static TheoryData<string> Modules =>
    [
        // Braces that close nothing.
        """
        func.func @f() { "a.b"() {s = "} \" {"} : () -> () // } {
          return }
        """,
        // Aliases of attributes above, of locations below.
        """
        #set = dense<1> : tensor<2xi32>
        !t = i32
        func.func @f(%a: !t) -> !t { "a.b"() {s = #set} : () -> () loc(#l)
          return %a : !t loc(#l)
        }
        #l = loc("x":1:2)
        """,
        // One that is defined too late.
        """
        func.func @f() { "a.b"() {s = #late} : () -> ()
          return
        }
        #late = 1 : i32
        """,
        """
        func.func @f() { "a.b"() {s = distinct[0]<1 : i32>} : () -> ()
          return
        }
        func.func @g() { "a.b"() {s = distinct[0]<1 : i32>, t = distinct[1]<1 : i32>} : () -> ()
          return
        }
        """,
        // Names around functions.
        """
        %a = arith.constant 1 : i32
        func.func @f(%a: i32) { return }
        """,
        """
        func.func @f() { "a.b"(%x) : (i32) -> ()
          return
        }
        %x = arith.constant 1 : i32
        """,
        "func.func @f() { }",
        "func.func @f() { /* not a comment */ }",
        "func.func @f() {\n // nothing\n}",
        "func.func @f() { return",
        "func.func @f() { return }}",
        "func.func @f() { \"a.b\"() { s = \"\n\" } : () -> () }",
        """
        func.func @f() { return }
        func.func @g() { cf.br ^bb1 }
        func.func @h() { %0 = arith.constant 1 : i32 %0 = arith.constant 2 : i32 return }
        """,
        """
        gpu.module @m { gpu.func @k(%a: index) workgroup(%w: memref<4xf32, 3>) kernel { gpu.return } }
        """,
        """
        "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
          "func.return"() : () -> ()
        }) : () -> ()
        "func.func"() <{function_type = () -> (), sym_name = "g", sym_visibility = "private"}> ({ }) : () -> ()
        """,
    ];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_file_reads_the_same(string text) => Compare(Encoding.UTF8.GetBytes(text), text);

    [Fact]
    public void Every_corpus_file_reads_the_same()
    {
        if (Corpus.Open(out var reason) is not { } corpus)
        {
            Assert.Skip(reason);
            return;
        }

        foreach (var id in corpus.Chunks("L2").Where((_, i) => i % 3 == 0)) Compare(corpus.Read("pretty", id), id);
        foreach (var row in corpus.Rows("invalid/index.tsv")) Compare(corpus.Read("invalid", row["id"]), row["id"]);
    }

    [Fact]
    public void Messages_of_many_functions_come_in_the_order_of_the_text()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 500; i++)
        {
            var result = i % 37 == 5 ? "i64" : "i32";
            text.Append(CultureInfo.InvariantCulture, $"func.func @f{i}(%a: i32) -> {result} {{\n  return %a : i32\n}}\n");
        }

        Assert.Equal(14, Messages(text.ToString(), 1).Count);
        Assert.Equal(Messages(text.ToString(), 1), Messages(text.ToString(), 3));
    }

    [Fact]
    public void The_first_wrong_symbol_is_named_and_no_other()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 500; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"func.func @f{i}() {{\n  call @{(i % 100 == 70 ? "nowhere" : "f0")}() : () -> ()\n  return\n}}\n");
        Assert.Single(Messages(text.ToString(), 1));
        Assert.Equal(Messages(text.ToString(), 1), Messages(text.ToString(), 3));
    }

    private List<string> Messages(string text, int threads)
    {
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(_context, text, "many.mlir", diagnostics)!;
        Assert.False(Verifier.Verify(module, _context, diagnostics, threads));
        return diagnostics.Select(d => d.ToString()).ToList();
    }

    private void Compare(byte[] source, string what)
    {
        byte[] large = [.. source, .. Padding];
        Assert.True(Read(large, One) == Read(large, Several), what);
    }

    private string Read(byte[] source, ParseOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(_context, source, "file.mlir", diagnostics, options);
        return module is null ? string.Join('\n', diagnostics) : IrPrinter.ToText(module, new() { Generic = true, Locations = true });
    }
}
