namespace Weft.IR.Tests.Fuzzing;

/// <summary>Vectors: element by element, put together, taken apart and reduced.</summary>
internal sealed class RandomVectors(RandomWriter to, RandomScalars scalars)
{
    /// <summary>Those that are always used.</summary>
    public static readonly string[] Types = ["vector<4xi32>", "vector<4xf32>", "vector<2x3xi32>", "vector<4xi1>"];

    private static readonly (string Vector, string Element)[] Flat = [("vector<4xi32>", "i32"), ("vector<4xf32>", "f32")];

    public IEnumerable<Step> Steps =>
    [
        new(3, scope => scalars.Binary(scope, to.Pick(Types))), new(1, scope => scalars.Compare(scope, to.Pick(Flat).Vector)),
        new(1, scope => scalars.Select(scope, to.Pick(Types))), new(1, scope => scalars.Function(scope, to.Pick(Flat).Vector)),
        new(1, Blend), new(1, Repeat), new(2, Extract), new(2, Insert), new(1, Shuffle), new(1, Reduce), new(1, Slice), new(1, Reorder),
        new(1, Mask), new(1, Weave), new(1, Multiply), new(1, Compose), new(1, Scan),
    ];

    private void Blend(Scope scope)
    {
        var (type, _) = to.Pick(Flat);
        to.Define(scope, type, () =>
            $"arith.select {to.Use(scope, "vector<4xi1>")}, {to.Use(scope, type)}, {to.Use(scope, type)} : vector<4xi1>, {type}");
    }

    private void Repeat(Scope scope)
    {
        var (type, element) = to.Pick(("vector<4xi32>", "i32"), ("vector<4xf32>", "f32"), ("vector<2x3xi32>", "i32"));
        to.Define(scope, type, () => to.Chance(2)
            ? $"vector.broadcast {to.Use(scope, element)} : {element} to {type}"
            : $"vector.splat {to.Use(scope, element)} : {type}");
    }

    private void Extract(Scope scope)
    {
        var (type, element) = to.Pick(Flat);
        to.Define(scope, element, () => to.Random.Next(3) switch
        {
            0 => $"vector.extract {to.Use(scope, type)}[{to.Random.Next(4)}] : {element} from {type}",
            1 => $"vector.extract {to.Use(scope, type)}[{to.IndexBelow(scope, 4)}] : {element} from {type}",
            _ => $"vector.extractelement {to.Use(scope, type)}[{to.IndexBelow(scope, 4)} : index] : {type}",
        });
        var row = to.Define(scope, "vector<3xi32>", () =>
            $"vector.extract {to.Use(scope, "vector<2x3xi32>")}[{to.Random.Next(2)}] : vector<3xi32> from vector<2x3xi32>");
        to.Define(scope, "i32", () => $"vector.extract {row}[{to.Random.Next(3)}] : i32 from vector<3xi32>");
    }

    private void Insert(Scope scope)
    {
        var (type, element) = to.Pick(Flat);
        to.Define(scope, type, () => to.Chance(2)
            ? $"vector.insert {to.Use(scope, element)}, {to.Use(scope, type)} [{to.Random.Next(4)}] : {element} into {type}"
            : $"vector.insertelement {to.Use(scope, element)}, {to.Use(scope, type)}[{to.IndexBelow(scope, 4)} : index] : {type}");
        const string Matrix = "vector<2x3xi32>";
        to.Define(scope, Matrix, () => to.Chance(2)
            ? $"vector.insert {to.Use(scope, "vector<3xi32>")}, {to.Use(scope, Matrix)} [{to.Random.Next(2)}] : vector<3xi32> into {Matrix}"
            : $"vector.insert {to.Use(scope, "i32")}, {to.Use(scope, Matrix)} [{to.Random.Next(2)}, {to.Random.Next(3)}] "
                + $": i32 into {Matrix}");
    }

    private void Shuffle(Scope scope)
    {
        var (type, _) = to.Pick(Flat);
        var lanes = string.Join(", ", Enumerable.Range(0, 4).Select(_ => to.Random.Next(8)));
        to.Define(scope, type, () => $"vector.shuffle {to.Use(scope, type)}, {to.Use(scope, type)} [{lanes}] : {type}, {type}");
    }

    private void Reduce(Scope scope)
    {
        to.Define(scope, "i32", () =>
        {
            var kind = to.Pick("add", "mul", "and", "or", "xor", "minsi", "maxsi", "minui", "maxui");
            return to.Chance(2)
                ? $"vector.reduction <{kind}>, {to.Use(scope, "vector<4xi32>")} : vector<4xi32> into i32"
                : $"vector.multi_reduction <{kind}>, {to.Use(scope, "vector<2x3xi32>")}, {to.Use(scope, "i32")} [0, 1] "
                    + ": vector<2x3xi32> to i32";
        });
        to.Define(scope, "f32", () =>
            $"vector.reduction <{to.Pick("add", "mul", "maximumf", "minimumf")}>, {to.Use(scope, "vector<4xf32>")} "
                + ": vector<4xf32> into f32");
    }

    private void Slice(Scope scope)
    {
        var (type, element) = to.Pick(Flat);
        var (half, at) = ($"vector<2x{element}>", to.Random.Next(3));
        var part = to.Define(scope, half, () => $"vector.extract_strided_slice {to.Use(scope, type)} "
            + $"{{offsets = [{at}], sizes = [2], strides = [1]}} : {type} to {half}");
        to.Define(scope, type, () => $"vector.insert_strided_slice {part}, {to.Use(scope, type)} "
            + $"{{offsets = [{to.Random.Next(3)}], strides = [1]}} : {half} into {type}");
    }

    private void Reorder(Scope scope)
    {
        var turned = to.Define(scope, "vector<3x2xi32>", () =>
            $"vector.transpose {to.Use(scope, "vector<2x3xi32>")}, [1, 0] : vector<2x3xi32> to vector<3x2xi32>");
        to.Define(scope, "vector<6xi32>", () => $"vector.shape_cast {turned} : vector<3x2xi32> to vector<6xi32>");
        to.Define(scope, "vector<2x3xi32>", () =>
            $"vector.shape_cast {to.Use(scope, "vector<6xi32>")} : vector<6xi32> to vector<2x3xi32>");
    }

    private void Mask(Scope scope) => to.Define(scope, "vector<4xi1>", () => to.Chance(2)
        ? $"vector.create_mask {to.Index(to.Random.Next(6))} : vector<4xi1>"
        : $"vector.constant_mask [{to.Random.Next(5)}] : vector<4xi1>");

    private void Weave(Scope scope)
    {
        var eight = to.Define(scope, "vector<8xi32>", () =>
            $"vector.interleave {to.Use(scope, "vector<4xi32>")}, {to.Use(scope, "vector<4xi32>")} : vector<4xi32> -> vector<8xi32>");
        to.DefinePair(scope, "vector<4xi32>", "vector<4xi32>", () => $"vector.deinterleave {eight} : vector<8xi32> -> vector<4xi32>");
    }

    private void Multiply(Scope scope)
    {
        const string Four = "vector<4xi32>";
        to.Define(scope, "vector<2x3xi32>", () => $"vector.outerproduct {to.Use(scope, "vector<2xi32>")}, "
            + $"{to.Use(scope, "vector<3xi32>")}, {to.Use(scope, "vector<2x3xi32>")} : vector<2xi32>, vector<3xi32>");
        to.Define(scope, "vector<2xi32>", () => "vector.contract {indexing_maps = [affine_map<(i, j) -> (i, j)>, "
            + "affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i)>], iterator_types = [\"parallel\", \"reduction\"], "
            + $"kind = #vector.kind<{to.Pick("add", "mul", "minsi", "maxui", "xor")}>}} {to.Use(scope, "vector<2x3xi32>")}, "
            + $"{to.Use(scope, "vector<3xi32>")}, {to.Use(scope, "vector<2xi32>")} : vector<2x3xi32>, vector<3xi32> into vector<2xi32>");
        to.Define(scope, Four, () => to.Chance(2)
            ? $"vector.flat_transpose {to.Use(scope, Four)} {{rows = 2 : i32, columns = 2 : i32}} : {Four} -> {Four}"
            : $"vector.matrix_multiply {to.Use(scope, Four)}, {to.Use(scope, Four)} "
                + $"{{lhs_rows = 2 : i32, lhs_columns = 2 : i32, rhs_columns = 2 : i32}} : ({Four}, {Four}) -> {Four}");
        const string Reals = "vector<4xf32>";
        to.Define(scope, Reals, () =>
            $"vector.fma {to.Use(scope, Reals)}, {to.Use(scope, Reals)}, {to.Use(scope, Reals)} : {Reals}");
    }

    private void Compose(Scope scope)
    {
        const string Four = "vector<4xi32>";
        var elements = string.Join(", ", Enumerable.Range(0, 4).Select(_ => to.Use(scope, "i32")));
        to.Define(scope, Four, () => to.Random.Next(3) switch
        {
            0 => $"vector.from_elements {elements} : {Four}",
            1 => $"arith.index_cast {to.Let("vector.step : vector<4xindex>")} : vector<4xindex> to {Four}",
            _ => $"vector.bitcast {to.Define(scope, "vector<2xi64>", () =>
                $"vector.bitcast {to.Use(scope, Four)} : {Four} to vector<2xi64>")} : vector<2xi64> to {Four}",
        });
        to.Define(scope, "i32", () => $"vector.mask {to.Use(scope, "vector<4xi1>")} {{ vector.reduction "
            + $"<{to.Pick("add", "and", "maxsi")}>, {to.Use(scope, Four)} : {Four} into i32 }} : vector<4xi1> -> i32");
    }

    private void Scan(Scope scope) => to.DefinePair(scope, "vector<2x3xi32>", "vector<3xi32>", () =>
        $"vector.scan <{to.Pick("add", "mul", "minui")}>, {to.Use(scope, "vector<2x3xi32>")}, {to.Use(scope, "vector<3xi32>")} "
            + $"{{inclusive = {to.Pick("true", "false")}, reduction_dim = 0 : i64}} : vector<2x3xi32>, vector<3xi32>");
}
