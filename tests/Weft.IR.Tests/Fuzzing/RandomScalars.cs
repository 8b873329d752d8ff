namespace Weft.IR.Tests.Fuzzing;

/// <summary>Arithmetic on numbers. Divisors and shift amounts are constants, so that no result is undefined.</summary>
/// <param name="isExact">Whether results are the same everywhere to the last bit.</param>
internal sealed class RandomScalars(RandomWriter to, bool isExact)
{
    public static readonly string[] Types = ["i1", "i8", "i32", "i64", "index", "f32"];

    /// <summary>Those that only casts and what is computed from their results lead to.</summary>
    private static readonly string[] RareTypes = ["i7", "i33", "f64"];

    private static readonly string[] IntegerOps =
    [
        "addi", "subi", "muli", "andi", "ori", "xori", "maxsi", "minsi", "maxui", "minui", "divui", "divsi", "remsi", "remui",
        "shli", "shrsi", "shrui", "ceildivui", "ceildivsi", "floordivsi",
    ];

    // Not minnumf and maxnumf: of a NaN and an infinity mlir-opt gives the NaN when it folds.
    private static readonly string[] FloatOps = ["addf", "subf", "mulf", "divf", "remf", "maximumf", "minimumf"];

    private static readonly string[] IntegerPredicates = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"];

    private static readonly string[] FloatPredicates = ["oeq", "olt", "one", "ord", "ueq", "uge", "une", "uno", "true", "false"];

    private static readonly string[] IntegerFunctions = ["absi", "ctlz", "ctpop", "cttz"];

    private static readonly string[] FloatFunctions = ["absf", "ceil", "floor", "trunc", "roundeven", "round", "sqrt"];

    private static readonly string[] LibraryFunctions =
    [
        "acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "cos", "cosh", "erf", "exp", "exp2", "expm1", "log", "log10",
        "log1p", "log2",
        "rsqrt", "sin", "sinh", "tan", "tanh",
    ];

    private static readonly string[] Casts =
    [
        "extsi i8 i32", "extui i8 i32", "extsi i32 i64", "extui i32 i64", "extui i1 i8", "extsi i8 i64",
        "trunci i64 i32", "trunci i32 i8", "trunci i64 i8",
        "index_cast i32 index", "index_cast index i32", "index_castui i8 index", "index_cast index i64", "index_cast i64 index",
        "index_castui index i8", "sitofp i32 f32", "uitofp i8 f32", "bitcast f32 i32", "bitcast i32 f32",
        "trunci i8 i7", "extsi i7 i32", "extui i7 i64", "trunci i64 i33", "extsi i33 i64", "extui i32 i33",
        "extf f32 f64", "truncf f64 f32", "sitofp i64 f64", "uitofp i33 f64",
    ];

    public IEnumerable<Step> Steps =>
    [
        new(5, scope => Binary(scope, to.Pick(Types))), new(2, scope => Compare(scope, to.Pick(Types))),
        new(1, scope => Select(scope, to.Pick(Types))), new(2, Cast), new(1, scope => Function(scope, to.Pick("i8", "i32", "i64", "f32"))),
        new(1, scope => Binary(scope, to.Pick(RareTypes))), new(1, scope => Compare(scope, to.Pick(RareTypes))), new(1, Extended),
        new(1, Rounded), .. isExact ? Array.Empty<Step>() : [new(1, LibraryFunction)],
    ];

    /// <summary>Element by element on vectors.</summary>
    public void Binary(Scope scope, string type)
    {
        var isFloat = IsFloat(type);
        var isBit = type == "i1" || type.EndsWith("xi1>", StringComparison.Ordinal);
        to.Define(scope, type, () =>
        {
            if (isFloat) return $"arith.{to.Pick(FloatOps)} {to.Use(scope, type)}, {to.Use(scope, type)} : {type}";
            var op = to.Pick(IntegerOps);
            var right = op switch
            {
                ['d' or 'r' or 'c' or 'f', ..] => to.Constant(type, isBit ? "true" : to.Pick("3", "2", "1")), // a quotient or remainder
                ['s', 'h', ..] => to.Constant(type, isBit ? "false" : to.Pick("0", "1", "5")),
                _ => to.Use(scope, type),
            };
            // -1 / -1 overflows one bit.
            if (isBit && op is "divsi" or "remsi" or "ceildivsi" or "floordivsi") op = "andi";
            return $"arith.{op} {to.Use(scope, type)}, {right} : {type}";
        });
    }

    public void Compare(Scope scope, string type)
    {
        var (op, predicate) = IsFloat(type)
            ? ("cmpf", to.Pick(FloatPredicates)) : ("cmpi", to.Pick(IntegerPredicates));
        var bits = type[0] == 'v' ? $"{type[..(type.LastIndexOf('x') + 1)]}i1>" : "i1";
        to.Define(scope, bits, () => $"arith.{op} {predicate}, {to.Use(scope, type)}, {to.Use(scope, type)} : {type}");
    }

    public void Function(Scope scope, string type)
    {
        var function = to.Pick(IsFloat(type) ? FloatFunctions : IntegerFunctions);
        to.Define(scope, type, () => $"math.{function} {to.Use(scope, type)} : {type}");
    }

    private static bool IsFloat(string type) => type.Contains('f');

    // Two results.
    private void Extended(Scope scope)
    {
        var type = to.Pick("i8", "i32", "i64");
        var (op, second) = to.Pick(("addui", "i1"), ("mulsi", type), ("mului", type));
        to.DefinePair(scope, type, second, () => $"arith.{op}_extended {to.Use(scope, type)}, {to.Use(scope, type)} : {type}"
            + (op == "addui" ? ", i1" : ""));
    }

    // Converts only numbers that fit.
    private void Rounded(Scope scope)
    {
        var least = to.Pick("0.0", "-100.0");
        var up = to.Let($"arith.maximumf {Known(to.Use(scope, "f32"))}, {to.Constant("f32", least)} : f32");
        var value = to.Let($"arith.minimumf {up}, {to.Constant("f32", "100.0")} : f32");
        var type = to.Pick("i8", "i32", "i64");
        to.Define(scope, type, () => $"arith.{(least == "0.0" ? "fptoui" : "fptosi")} {value} : f32 to {type}");
    }

    // Of a number that only the caller knows: libraries differ in the last bit.
    private void LibraryFunction(Scope scope)
    {
        var x = to.Let($"arith.addf %f32, {to.Use(scope, "f32")} : f32");
        to.Define(scope, "f32", () => to.Random.Next(8) switch
        {
            0 => $"math.powf {x}, {to.Use(scope, "f32")} : f32",
            1 => $"math.atan2 {x}, {to.Use(scope, "f32")} : f32",
            2 => $"math.fma {x}, {to.Use(scope, "f32")}, {to.Use(scope, "f32")} : f32",
            3 => $"math.copysign {Known(x)}, {Known(to.Use(scope, "f32"))} : f32",
            4 => $"math.fpowi {x}, {to.Constant("i32", to.Pick("0", "1", "2", "-3"))} : f32, i32",
            5 => $"arith.negf {Known(x)} : f32",
            _ => $"math.{to.Pick(LibraryFunctions)} {x} : f32",
        });
        to.Define(scope, "i32", () => $"math.ipowi {to.Use(scope, "i32")}, {to.Constant("i32", to.Pick("0", "1", "2", "5"))} : i32");
    }

    public void Select(Scope scope, string type) => to.Define(
        scope, type, () => $"arith.select {to.Use(scope, "i1")}, {to.Use(scope, type)}, {to.Use(scope, type)} : {type}");

    private void Cast(Scope scope)
    {
        var cast = to.Pick(Casts).Split(' ');
        // A NaN has many bits.
        var source = to.Use(scope, cast[1]);
        if (cast[0] == "bitcast" && cast[1] == "f32") source = Known(source);
        to.Define(scope, cast[2], () => $"arith.{cast[0]} {source} : {cast[1]} to {cast[2]}");
    }

    private string Known(string value) => to.Let(
        $"arith.select {to.Let($"arith.cmpf uno, {value}, {value} : f32")}, {to.Constant("f32", "1.5")}, {value} : f32");
}
