namespace Weft.IR.Tests.Fuzzing;

/// <summary>Structured operations on the arrays of <see cref="RandomMemory"/>.</summary>
internal sealed class RandomStructured(RandomWriter to)
{
    private const string Words = "memref<8xi32>";
    private const string Grid = "memref<4x6xf32>";
    private const string Inner = "memref<2x3xf32, strided<[12, 1], offset: 1>>";

    public IEnumerable<Step> Steps => [new(1, Fill), new(1, Map), new(1, Join), new(1, Product)];

    private void Fill(Scope scope) => to.Line(to.Chance(2)
        ? $"linalg.fill ins({to.Use(scope, "f32")} : f32) outs(%inner : {Inner})"
        : $"linalg.fill ins({to.Use(scope, "i32")} : i32) outs(%words : {Words})");

    // Each turn on elements of its own.
    private void Map(Scope scope)
    {
        var (value, op) = (to.Use(scope, "i32"), to.Pick("addi", "subi", "andi", "maxsi"));
        to.Line($$"""
            linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%words : {{Words}}) {
                ^bb0(%old: i32):
                  %at = linalg.index 0 : index
                  %number = arith.index_cast %at : index to i32
                  %scaled = arith.muli %number, {{value}} : i32
                  %new = arith.{{op}} %old, %scaled : i32
                  linalg.yield %new : i32
              }
            """);
    }

    private void Join(Scope scope)
    {
        var sums = to.Let("memref.alloc() : memref<6xf32>");
        to.Line($"linalg.fill ins({to.Use(scope, "f32")} : f32) outs({sums} : memref<6xf32>)");
        to.Line($"linalg.reduce ins(%grid : {Grid}) outs({sums} : memref<6xf32>) dimensions = [0] (%x: f32, %y: f32) {{ "
            + $"%z = arith.{to.Pick("addf", "maximumf")} %x, %y : f32 linalg.yield %z : f32 }}");
        to.Define(scope, "f32", () => $"memref.load {sums}[{to.IndexBelow(scope, 6)}] : memref<6xf32>");
        if (to.Chance(2)) to.Line($"linalg.broadcast ins({sums} : memref<6xf32>) outs(%grid : {Grid}) dimensions = [0]");
        to.Line($"memref.dealloc {sums} : memref<6xf32>");
    }

    private void Product(Scope scope)
    {
        const string Square = "memref<2x2xf32>";
        var (left, right, product) = (to.Let("memref.alloc() : memref<2x3xf32>"), to.Let("memref.alloc() : memref<3x2xf32>"),
            to.Let($"memref.alloc() : {Square}"));
        to.Line($"linalg.copy ins(%inner : {Inner}) outs({left} : memref<2x3xf32>)");
        to.Line($"linalg.transpose ins({left} : memref<2x3xf32>) outs({right} : memref<3x2xf32>) permutation = [1, 0]");
        to.Line($"linalg.fill ins({to.Use(scope, "f32")} : f32) outs({product} : {Square})");
        to.Line($"linalg.matmul ins({left}, {right} : memref<2x3xf32>, memref<3x2xf32>) outs({product} : {Square})");
        to.Define(scope, "f32", () => $"memref.load {product}[{to.IndexBelow(scope, 2)}, {to.IndexBelow(scope, 2)}] : {Square}");
    }
}
