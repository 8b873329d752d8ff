using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weft.IR.Tests.Conformance;
using Weft.IR.Tests.Fuzzing;
using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Text;

/// <summary>Whatever the input, reading it ends, with a module or with messages, and never with an exception.</summary>
public sealed class RobustnessTests
{
    // Enough for every check here on a slow machine; a hang is far beyond it.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string[] Texts =
    [
        """
        #map = affine_map<(d0)[s0] -> (d0 * 2 + s0 mod 3)>
        "a.b"() {m = #map, d = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>} : () -> ()
        """,
        """
        module @m {
          func.func @f(%a: i32, %b: f32) -> (i32, f32) {
            cf.br ^bb1(%a : i32)
          ^bb1(%x: i32):
            return %x, %b : i32, f32
          }
        }
        """,
        """
        func.func @f(%n: index, %m: memref<?xf32, strided<[1], offset: ?>>) {
          %c0 = arith.constant 0 : index
          scf.for %i = %c0 to %n step %n {
            %v = memref.load %m[%i] : memref<?xf32, strided<[1], offset: ?>>
            memref.store %v, %m[%i] : memref<?xf32, strided<[1], offset: ?>>
          }
          return
        }
        """,
        """
        "a.b"() ({
        ^bb0(%x: !o.t<[1]>):
          "c.d"(%x)[^bb0] <{p = 1.5e3 : f16}> : (!o.t<[1]>) -> () loc(callsite("n"(unknown) at "f":1:2))
        }) : () -> ()
        {-#
         external_resources: {a: {b: "0x00000000"}}
        #-}
        """,
    ];

    public static TheoryData<string, string, string, int> Nestings => new()
    {
        { "\"a\"() {x = ", "[", "]", 100_000 },
        { "\"a\"() {x = ", "{a = ", "}", 100_000 },
        { "\"a\"() : () -> ", "tuple<", ">", 100_000 },
        { "\"a\"() : ", "(", ")", 100_000 },
        { "\"a\"() : () -> (", "() -> (", ")", 100_000 },
        { "#a = affine_map<() -> (", "(", ")", 100_000 },
        { "#a = affine_map<() -> (", "-", "", 100_000 },
        { "\"a\"() {x = dense<", "[", "]", 100_000 },
        { "\"a\"() {x = dense<", "(", ")", 100_000 },
        { "\"a\"() : () -> () loc(", "callsite(", ")", 100_000 },
        { "\"a\"() : () -> () loc(", "\"n\"(", ")", 100_000 },
        { "\"a\"() : () -> () loc(", "fused[", "]", 100_000 },
        { "", "module { ", "}", 100_000 },
        { "", "\"a\"() ({ ", "}) : () -> ()", 100_000 },
        { "#a = ", "distinct[0]<", ">", 100_000 },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Deep_nesting_gives_a_message(string head, string open, string close, int depth)
    {
        var text = head + string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
        Assert.NotEmpty(ReadAndPrint(Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("#a0 = [1]\n", "#a{0} = [#a{1}]\n", "attributes are nested too deeply")]
    [InlineData("!a0 = tuple<i32>\n", "!a{0} = tuple<!a{1}>\n", "types are nested too deeply")]
    [InlineData("#a0 = [1, 1]\n", "#a{0} = [#a{1}, #a{1}]\n", "attributes are too large")]
    [InlineData("!a0 = tuple<i32, i32>\n", "!a{0} = tuple<!a{1}, !a{1}>\n", "types are too large")]
    [InlineData("#a0 = loc(unknown)\n", "#a{0} = loc(\"n\"(#a{1}))\n", "attributes are nested too deeply")]
    [InlineData("#a0 = affine_map<(d0) -> (d0", " + d0 mod {0}", "affine expression is too long")]
    [InlineData("#a0 = affine_map<(d0) -> (d0", " mod {0}", "affine expression is too long")]
    public void Long_chains_give_a_message(string head, string link, string message)
    {
        var links = Enumerable.Range(1, 20_000).Select(i => string.Format(CultureInfo.InvariantCulture, link, i, i - 1));
        Assert.Contains(ReadAndPrint(Encoding.ASCII.GetBytes(head + string.Concat(links))), d => d.Message == message);
    }

    [Theory]
    [InlineData("#a0 = [[1]]\n", "#a{0} = #a{1}\n")]
    [InlineData("!a0 = tuple<i32>\n", "!a{0} = !a{1}\n")]
    public void Names_of_names_are_no_nesting(string head, string link)
    {
        var links = Enumerable.Range(1, 20_000).Select(i => string.Format(CultureInfo.InvariantCulture, link, i, i - 1));
        Assert.Empty(ReadAndPrint(Encoding.ASCII.GetBytes(head + string.Concat(links))));
    }

    [Theory]
    [InlineData("dense<[\"a\", 1]> : tensor<2x!o.s>")]
    [InlineData("dense<[1, \"a\"]> : tensor<2xi32>")]
    [InlineData("dense<[1.0, \"a.b\"]> : tensor<2xf32>")]
    [InlineData("dense<[\"a\", \"b\"]> : tensor<2xi32>")]
    [InlineData("dense<(1, 2)> : tensor<3xi32>")]
    [InlineData("dense<(1, 2)> : tensor<i32>")]
    [InlineData("dense<((1, 2), (3, 4))> : tensor<3xcomplex<i32>>")]
    [InlineData("dense<[(1, 2), 3]> : tensor<2xi32>")]
    [InlineData("dense<[(1, 2), (3, 4)]> : tensor<2xi32>")]
    [InlineData("dense<[1, 2]> : tensor<2xcomplex<i32>>")]
    [InlineData("dense<1> : tensor<2xcomplex<i32>>")]
    [InlineData("dense<\"0x\"> : tensor<4294967296x4294967296xi32>")]
    [InlineData("array<f80: 1.0>")]
    [InlineData("dense_resource<5> : tensor<2xi32>")]
    [InlineData("sparse<0, \"a\"> : tensor<2xi32>")]
    public void Attributes_that_cannot_be_meant_give_a_message(string attribute) =>
        Operations_that_cannot_be_meant_give_a_message($"\"a.b\"() {{x = {attribute}}} : () -> ()");

    [Theory]
    [InlineData("%a:2147483647, %b:2147483647, %c:3 = \"a.b\"() : () -> i32")]
    [InlineData("%i = \"a.b\"() : () -> index\n"
        + "\"scf.index_switch\"(%i) <{cases = array<i64: 1>}> ({ \"scf.yield\"() : () -> () }, {}) : (index) -> ()")]
    [InlineData("%t = \"a\"() : () -> memref<1xi32>\n\"affine.dma_wait\"(%t) <{tag_map = affine_map<() -> (0)>}> : (memref<1xi32>) -> ()")]
    [InlineData("""
        "affine.for"() <{lowerBoundMap = affine_map<(d0) -> (d0)>, upperBoundMap = affine_map<() -> (8)>, step = 1 : index,
          operandSegmentSizes = array<i32: 0, 0, 0>}> ({
        ^bb0(%i: index):
          "affine.yield"() : () -> ()
        }) : () -> ()
        """)]
    [InlineData("""
        "affine.parallel"() <{lowerBoundsMap = affine_map<() -> (0)>, lowerBoundsGroups = dense<1> : tensor<4294967296xi32>,
          upperBoundsMap = affine_map<() -> (8)>, upperBoundsGroups = dense<1> : tensor<1xi32>, reductions = [], steps = [1]}> ({
        ^bb0(%i: index):
          "affine.yield"() : () -> ()
        }) : () -> ()
        """)]
    [InlineData("""
        %t = "a"() : () -> tensor<4xi32>
        %r = "tensor.pad"(%t) <{operandSegmentSizes = array<i32: 1, 0, 0>, static_low = array<i64: 0>,
          static_high = array<i64: -9223372036854775808>}> ({
        ^bb0(%i: index):
          %p = "b"() : () -> i32
          "tensor.yield"(%p) : (i32) -> ()
        }) : (tensor<4xi32>) -> tensor<?xi32>
        """)]
    [InlineData("""
        %s, %d = "a"() : () -> (tensor<8xi32>, tensor<1x8xi32>)
        %r = "tensor.pack"(%s, %d) <{inner_dims_pos = array<i64: 0>, static_inner_tiles = array<i64: -9223372036854775808>,
          operandSegmentSizes = array<i32: 1, 1, 0, 0>}> : (tensor<8xi32>, tensor<1x8xi32>) -> tensor<1x8xi32>
        """)]
    [InlineData("""
        %s, %d = "a"() : () -> (i32, vector<2xi32>)
        %r = "vector.insert"(%s, %d) <{static_position = array<i64: -9223372036854775808>}> : (i32, vector<2xi32>) -> vector<2xi32>
        """)]
    [InlineData("""
        %m, %i, %p = "a"() : () -> (memref<?xf32>, index, f32)
        %r = vector.transfer_read %m[%i], %p : memref<?xf32>, vector<4x3xf32>
        """)]
    [InlineData("""
        %i, %k, %o = "a"() : () -> (memref<1x8x8x1xf32>, memref<3x3x1x1xf32>, memref<1x6x6x1xf32>)
        linalg.conv_2d_nhwc_hwcf {strides = dense<1> : tensor<4294967296xi64>}
          ins(%i, %k : memref<1x8x8x1xf32>, memref<3x3x1x1xf32>) outs(%o : memref<1x6x6x1xf32>)
        """)]
    [InlineData("""
        module attributes {gpu.container_module} {
          "gpu.module"() <{sym_name = "k"}> ({
            "gpu.func"() ({ "gpu.return"() : () -> () }) {gpu.kernel, sym_name = "f"} : () -> ()
          }) : () -> ()
          func.func @f(%n: index) {
            gpu.launch_func @k::@f blocks in (%n, %n, %n) threads in (%n, %n, %n)
            return
          }
        }
        """)]
    public void Operations_that_cannot_be_meant_give_a_message(string text) => Assert.NotEmpty(ReadAndPrint(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("\"test.graph\"() ({\n  %a = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%a, %a)\n"
        + "  %m = \"m\"() : () -> memref<9xi32>\n  %v = affine.load %m[%a] : memref<9xi32>\n}) : () -> ()")]
    [InlineData("""
        %a, %b, %c = "a"() : () -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>)
        %r = linalg.matmul {linalg.memoized_indexing_maps = [i32]} ins(%a, %b : tensor<4x4xf32>, tensor<4x4xf32>)
          outs(%c : tensor<4x4xf32>) -> tensor<4x4xf32>
        """)]
    public void Odd_operations_are_read(string text) => Assert.Empty(ReadAndPrint(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("#m = affine_map<(d0) -> ((d0 * (-9223372036854775807 - 1)) mod 3)>\n\"a.b\"() {x = #m} : () -> ()")]
    [InlineData("#m = affine_map<() -> ((-9223372036854775807 - 1) floordiv -1)>\n\"a.b\"() {x = #m} : () -> ()")]
    [InlineData("#m = affine_map<() -> ((-9223372036854775807 - 1) ceildiv -1)>\n\"a.b\"() {x = #m} : () -> ()")]
    [InlineData("#m = affine_map<(d0) -> ((d0 * (-9223372036854775807 - 1)) floordiv -1)>\n\"a.b\"() {x = #m} : () -> ()")]
    [InlineData("func.func @f(%i: i128) {\n  cf.switch %i : i128, [default: ^a, 170141183460469231731687303715884105727: ^a]\n"
        + "^a:\n  return\n}")]
    [InlineData("func.func @f(%i: ui64) {\n  cf.switch %i : ui64, [default: ^a, 18446744073709551615: ^a]\n^a:\n  return\n}")]
    public void Numbers_at_the_end_of_their_range_are_read(string text) => Assert.Empty(ReadAndPrint(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("func.func private @f(memref<", "1x", "f32>)", "a shape has at most 1024 dimensions")]
    [InlineData("#a = ", "9", " : i64", "integer constant out of range for attribute")]
    [InlineData("#a = dense<", "9", "> : tensor<2xi64>", "integer constant out of range for type")]
    public void Long_literals_give_a_message(string head, string part, string tail, string message) => Assert.Contains(
        ReadAndPrint(Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(part, 200_000)) + tail)), d => d.Message == message);

    [Fact]
    public void Regions_may_nest_up_to_the_limit_and_no_further()
    {
        Assert.Empty(ReadAndPrint(Nested(100)));
        Assert.Contains(ReadAndPrint(Nested(1000)), d => d.Message.Contains("nested more than", StringComparison.Ordinal));

        static byte[] Nested(int depth) => Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat("\"a.b\"() ({ ", depth)) + string.Concat(Enumerable.Repeat("}) : () -> ()", depth)));
    }

    [Fact]
    public void Mutated_text_never_throws()
    {
        var random = new Random(20240811);
        foreach (var text in Texts)
            for (var i = 0; i < 2000; i++) ReadMutated(Encoding.UTF8.GetBytes(text), random);
    }

    [Fact]
    public void Mutated_corpus_never_throws()
    {
        var corpus = Corpus.Open(out var reason);
        Assert.SkipWhen(corpus is null, reason);
        var chunks = corpus!.Chunks("L9").ToList();
        ReadMutated(random => corpus.Read(random.Next(2) == 0 ? "generic" : "pretty", chunks[random.Next(chunks.Count)]));
    }

    [Fact]
    public void Mutated_file_tests_never_throw()
    {
        var root = Path.Combine(Checkout.Root, "tests/Weft.FileTests/filetests");
        var files = Directory.GetFiles(root, "*.mlir", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        ReadMutated(random =>
        {
            var parts = File.ReadAllText(files[random.Next(files.Count)]).Split("// -----");
            return Encoding.UTF8.GetBytes(parts[random.Next(parts.Length)]);
        });
    }

    private static void ReadMutated(Func<Random, byte[]> source)
    {
        var random = new Random(7);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Math.Max(5, Seeds.Seconds);)
        {
            var text = source(random);
            if (text.Length < 20_000) ReadMutated(text, random);
        }
    }

    private static void ReadMutated(byte[] source, Random random)
    {
        var text = Mutation.Of(source, random);
        try
        {
            var clock = Stopwatch.StartNew();
            ReadAndPrint(text);
            Assert.True(clock.Elapsed < Limit, "reading takes too long");
        }
        catch (Exception mistake) when (mistake is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{mistake.GetType().Name}: {mistake.Message}\n{mistake.StackTrace}\n--- input\n{ByteText.Decode(text)}");
        }
    }

    private static DiagnosticBag ReadAndPrint(byte[] text)
    {
        var context = new IrContext(StandardDialects.All) { AllowUnregistered = true };
        var diagnostics = new DiagnosticBag();
        if (IrParser.ParseModule(context, text, "fuzz.mlir", diagnostics) is not { } module) return diagnostics;
        if (!Verifier.Verify(module, context, diagnostics)) return diagnostics;
        IrPrinter.ToUtf8(module);
        IrPrinter.ToUtf8(module, new PrintOptions { Generic = true, Locations = true });
        return diagnostics;
    }
}
