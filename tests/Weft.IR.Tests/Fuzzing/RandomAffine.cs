namespace Weft.IR.Tests.Fuzzing;

/// <summary>Affine loops over the arrays of <see cref="RandomMemory"/>.</summary>
internal sealed class RandomAffine(RandomWriter to)
{
    private const string Words = "memref<8xi32>";
    private const string Grid = "memref<4x6xf32>";

    public IEnumerable<Step> Steps => [new(1, Sum), new(1, Nest), new(1, Lanes), new(1, LanesOfTurns), new(1, Bounded), new(1, Each)];

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

    // Vectors that overlap those of other turns, and elements of theirs.
    private void LanesOfTurns(Scope scope)
    {
        var (i, value) = (to.Name(), to.Use(scope, "vector<2xi32>"));
        to.Line($$"""
            affine.for {{i}} = {{to.Random.Next(3)}} to 6 step {{to.Random.Next(1, 4)}} {
                affine.vector_store {{value}}, %words[{{Place()}}] : {{Words}}, vector<2xi32>
                %x = affine.vector_load %words[{{Place()}}] : {{Words}}, vector<2xi32>
                %y = affine.load %words[{{Place()}}] : {{Words}}
                %z = vector.broadcast %y : i32 to vector<2xi32>
                %w = arith.{{to.Pick("addi", "xori", "subi")}} %x, %z : vector<2xi32>
                affine.vector_store %w, %words[{{Place()}}] : {{Words}}, vector<2xi32>
                affine.store %y, %words[{{Place()}}] : {{Words}}
              }
            """);

        string Place() => to.Pick($"{i}", $"{i} + 1", $"-{i} + 6", "3");
    }

    // Bounds and conditions over a number that only the caller knows; two values are carried.
    private void Bounded(Scope scope)
    {
        var (i, first, second, step) = (to.Name(), to.Use(scope, "i32"), to.Use(scope, "f32"), to.Random.Next(1, 4));
        var low = to.Pick("(0)", "(s0 mod 3)", "(0, s0 mod 4 - 1)");
        var high = to.Pick("(s0 mod 7)", "(s0 mod 9, 6)", "(6, s0 floordiv 2 mod 7)");
        var guard = to.Pick("d0 + s0 mod 3 - 2 >= 0", "d0 - s0 mod 2 == 0", "s0 >= 0, 3 - d0 >= 0");
        to.DefinePair(scope, "i32", "f32", () => $$"""
            affine.for {{i}} = max affine_map<()[s0] -> {{low}}>()[%index] to min affine_map<()[s0] -> {{high}}>()[%index] step {{step}}
              iter_args(%a = {{first}}, %b = {{second}}) -> (i32, f32) {
                %p:2 = affine.if affine_set<(d0)[s0] : ({{guard}})>({{i}})[%index]
                    -> (i32, f32) {
                  %x = affine.load %words[{{i}} + symbol(%index) mod 2] : {{Words}}
                  %y = arith.addi %a, %x : i32
                  affine.yield %y, %b : i32, f32
                } else {
                  %x = affine.load %grid[{{i}} mod 4, 5 - {{i}}] : {{Grid}}
                  affine.yield %a, %x : i32, f32
                }
                affine.yield %p#0, %p#1 : i32, f32
              }
            """);
        var kind = to.Pick("addi", "muli", "ori");
        to.Define(scope, "i32", () => $$"""
            affine.parallel (%p, %q) = (0, 0) to (min(symbol(%index) mod 5, 4), 2) step ({{step}}, 1) reduce ("{{kind}}") -> (i32) {
                %x = affine.load %words[%p + %q] : {{Words}}
                affine.yield %x : i32
              }
            """);
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
