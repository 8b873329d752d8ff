namespace Weft.IR.Tests.Fuzzing;

/// <summary>Tensors: put together, taken apart, put into each other, computed with.</summary>
internal sealed class RandomTensors(RandomWriter to)
{
    private const string Row = "tensor<4xi32>";
    private const string Table = "tensor<2x3xi32>";

    /// <summary>Those that branches and loops hand on.</summary>
    public static readonly string[] Types = [Row, Table];

    public IEnumerable<Step> Steps =>
    [
        new(2, Element), new(1, Part), new(1, Reshape), new(1, Pad), new(1, Elementwise), new(1, Structured), new(1, Lanes), new(1, Extent),
    ];

    /// <summary>What is in the last ones.</summary>
    public void Read(Scope scope)
    {
        var (zero, padding) = (to.Index(0), to.Constant("i32", "0"));
        to.Define(scope, "vector<4xi32>", () => $"vector.transfer_read {to.Use(scope, Row)}[{zero}], {padding} : {Row}, vector<4xi32>");
        to.Define(scope, "vector<2x3xi32>", () =>
            $"vector.transfer_read {to.Use(scope, Table)}[{zero}, {zero}], {padding} : {Table}, vector<2x3xi32>");
    }

    private void Element(Scope scope)
    {
        to.Define(scope, Row, () => $"tensor.insert {to.Use(scope, "i32")} into {to.Use(scope, Row)}[{to.IndexBelow(scope, 4)}] : {Row}");
        to.Define(scope, "i32", () => $"tensor.extract {to.Use(scope, Row)}[{to.IndexBelow(scope, 4)}] : {Row}");
        to.Define(scope, "i32", () =>
            $"tensor.extract {to.Use(scope, Table)}[{to.IndexBelow(scope, 2)}, {to.IndexBelow(scope, 3)}] : {Table}");
        to.Define(scope, Row, () => to.Chance(2)
            ? $"tensor.splat {to.Use(scope, "i32")} : {Row}"
            : $"tensor.from_elements {string.Join(", ", Enumerable.Range(0, 4).Select(_ => to.Use(scope, "i32")))} : {Row}");
    }

    private void Part(Scope scope)
    {
        var (row, column) = (to.IndexBelow(scope, 2), to.IndexBelow(scope, 2));
        var two = to.Let($"tensor.extract_slice {to.Use(scope, Table)}[{row}, {column}] [1, 2] [1, 1] : {Table} to tensor<2xi32>");
        var at = to.Chance(2) ? $"{to.Random.Next(3)}" : to.IndexBelow(scope, 3);
        to.Define(scope, Row, () => $"tensor.insert_slice {two} into {to.Use(scope, Row)}[{at}] [2] [1] : tensor<2xi32> into {Row}");
        to.Define(scope, Table, () => $"tensor.insert_slice {two} into {to.Use(scope, Table)}[0, {to.IndexBelow(scope, 3)}] "
            + $"[2, 1] [1, 1] : tensor<2xi32> into {Table}");
    }

    private void Reshape(Scope scope)
    {
        var six = to.Let($"tensor.collapse_shape {to.Use(scope, Table)} [[0, 1]] : {Table} into tensor<6xi32>");
        to.Define(scope, Row, () => $"tensor.extract_slice {six}[{to.Random.Next(2)}] [4] [1] : tensor<6xi32> to {Row}");
        var changed = to.Let($"tensor.insert {to.Use(scope, "i32")} into {six}[{to.IndexBelow(scope, 6)}] : tensor<6xi32>");
        to.Define(scope, Table, () => $"tensor.expand_shape {changed} [[0, 1]] output_shape [2, 3] : tensor<6xi32> into {Table}");
    }

    private void Pad(Scope scope)
    {
        var (value, low) = (to.Use(scope, "i32"), to.Random.Next(4));
        var padded = to.Let($"tensor.pad {to.Use(scope, Row)} low[{low}] high[{3 - low}] "
            + $"{{ ^bb0(%at: index): tensor.yield {value} : i32 }} : {Row} to tensor<7xi32>");
        to.Define(scope, Row, () => $"tensor.extract_slice {padded}[{to.IndexBelow(scope, 4)}] [4] [1] : tensor<7xi32> to {Row}");
    }

    private void Elementwise(Scope scope)
    {
        var type = to.Pick(Types);
        to.Define(scope, type, () =>
            $"arith.{to.Pick("addi", "muli", "xori", "minsi", "maxui")} {to.Use(scope, type)}, {to.Use(scope, type)} : {type}");
        var value = to.Use(scope, "i32");
        to.Define(scope, Row, () => $"tensor.generate {{ ^bb0(%at: index): %n = arith.index_cast %at : index to i32 "
            + $"%m = arith.{to.Pick("addi", "muli")} %n, {value} : i32 tensor.yield %m : i32 }} : {Row}");
    }

    private void Structured(Scope scope)
    {
        var (empty, turned) = (to.Let("tensor.empty() : tensor<3x2xi32>"), to.Name());
        to.Line($"{turned} = linalg.transpose ins({to.Use(scope, Table)} : {Table}) outs({empty} : tensor<3x2xi32>) permutation = [1, 0]");
        to.Define(scope, Table, () => "linalg.generic {indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>], "
            + $"iterator_types = [\"parallel\", \"parallel\"]}} ins({turned} : tensor<3x2xi32>) outs({to.Use(scope, Table)} : {Table}) {{ "
            + $"^bb0(%x: i32, %y: i32): %z = arith.{to.Pick("addi", "subi", "maxsi")} %x, %y : i32 linalg.yield %z : i32 }} -> {Table}");
        var two = to.Let($"tensor.extract_slice {to.Use(scope, Row)}[{to.IndexBelow(scope, 3)}] [2] [1] : {Row} to tensor<2xi32>");
        var sums = to.Let($"linalg.reduce ins({to.Use(scope, Table)} : {Table}) outs({two} : tensor<2xi32>) dimensions = [1] "
            + $"(%x: i32, %y: i32) {{ %z = arith.{to.Pick("addi", "xori")} %x, %y : i32 linalg.yield %z : i32 }}");
        to.Define(scope, "i32", () => $"tensor.extract {sums}[{to.IndexBelow(scope, 2)}] : tensor<2xi32>");
        to.Define(scope, Row, () =>
            $"linalg.fill ins({to.Use(scope, "i32")} : i32) outs({to.Use(scope, Row)} : {Row}) -> {Row}");
    }

    private void Lanes(Scope scope)
    {
        const string Four = "vector<4xi32>";
        var (zero, padding) = (to.IndexBelow(scope, 4), to.Use(scope, "i32"));
        to.Define(scope, Four, () => $"vector.transfer_read {to.Use(scope, Row)}[{zero}], {padding} : {Row}, {Four}");
        to.Define(scope, Row, () => $"vector.transfer_write {to.Use(scope, Four)}, {to.Use(scope, Row)}[{zero}] : {Four}, {Row}");
    }

    // Of a size that only the type of the operand tells.
    private void Extent(Scope scope)
    {
        var open = to.Let($"tensor.cast {to.Use(scope, Row)} : {Row} to tensor<?xi32>");
        to.Define(scope, "index", () => $"tensor.dim {open}, {to.Index(0)} : tensor<?xi32>");
        var some = to.Let($"tensor.extract_slice {open}[{to.Random.Next(2)}] [3] [1] : tensor<?xi32> to tensor<3xi32>");
        to.Define(scope, Row, () => $"tensor.insert_slice {some} into {to.Use(scope, Row)}[1] [3] [1] : tensor<3xi32> into {Row}");
    }
}
