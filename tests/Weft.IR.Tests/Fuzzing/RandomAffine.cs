namespace Weft.IR.Tests.Fuzzing;

/// <summary>Affine loops over the arrays of <see cref="RandomMemory"/>.</summary>
internal sealed class RandomAffine(RandomWriter to)
{
    private const string Words = "memref<8xi32>";
    private const string Grid = "memref<4x6xf32>";

    public IEnumerable<Step> Steps => [new(1, Sum), new(1, Nest), new(1, Lanes), new(1, Each)];

    // Every index is below 4.
    private void Sum(Scope scope)
    {
        var (counter, first, end) = (to.Name(), to.Use(scope, "i32"), to.Pick("4", "min affine_map<() -> (4, 3)>()", "0"));
        to.Define(scope, "i32", () => $$"""
            affine.for {{counter}} = 0 to {{end}} iter_args(%sum = {{first}}) -> (i32) {
                %at = affine.apply affine_map<(d0) -> (d0 {{to.Pick("* 2", "floordiv 2 + 3", "mod 3", "ceildiv 2")}})>({{counter}})
                %low = affine.{{to.Pick("min", "max")}} affine_map<(d0) -> (d0, {{to.Random.Next(4)}})>({{counter}})
                %x = affine.load %words[symbol({{counter}}) + {{to.Random.Next(5)}}] : {{Words}}
                %y = memref.load %words[%at] : {{Words}}
                %z = memref.load %words[%low] : {{Words}}
                %more = arith.{{to.Pick("addi", "xori", "maxsi")}} %sum, %x : i32
                %next = arith.subi %more, %y : i32
                %last = arith.addi %next, %z : i32
                affine.yield %last : i32
              }
            """.Replace("symbol(", "(", StringComparison.Ordinal));
    }

    private void Nest(Scope scope)
    {
        var (i, j, value) = (to.Name(), to.Name(), to.Use(scope, "f32"));
        var guard = to.Pick("d0 - 1 >= 0", "d1 - d0 >= 0, 3 - d0 >= 0", "d0 mod 2 == 0");
        to.Line($$"""
            affine.for {{i}} = 0 to 4 {
                affine.for {{j}} = {{to.Pick("0", $"affine_map<(d0) -> (d0)>({i})")}} to 6 step {{to.Random.Next(1, 3)}} {
                  affine.if affine_set<(d0, d1) : ({{guard}})>({{i}}, {{j}}) {
                    %x = affine.load %grid[{{i}}, {{j}}] : {{Grid}}
                    %y = arith.{{to.Pick("addf", "maximumf")}} %x, {{value}} : f32
                    affine.store %y, %grid[{{i}}, {{to.Pick(j, $"-{j} + 5")}}] : {{Grid}}
                  } else {
                    affine.prefetch %grid[{{i}}, {{j}}], read, locality<3>, data : {{Grid}}
                  }
                }
              }
            """);
    }

    private void Lanes(Scope scope)
    {
        var (value, at) = (to.Use(scope, "vector<4xi32>"), to.Random.Next(5));
        to.Define(scope, "vector<4xi32>", () => $"affine.vector_load %words[{at}] : {Words}, vector<4xi32>");
        to.Line($"affine.vector_store {value}, %words[{to.Random.Next(5)}] : {Words}, vector<4xi32>");
    }

    // Turns in any order.
    private void Each(Scope scope)
    {
        var (i, value) = (to.Name(), to.Use(scope, "i32"));
        to.Line(to.Chance(2)
            ? $"affine.parallel ({i}) = (0) to (8) {{ affine.store {value}, %words[{i}] : {Words} }}"
            : $"scf.forall ({i}) in (8) {{ memref.store {value}, %words[{i}] : {Words} }}");
    }
}
