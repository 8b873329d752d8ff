namespace Weft.IR.Tests.Fuzzing;

/// <summary>Loads and stores within two arrays that the function makes: <c>%words</c> and <c>%grid</c>.</summary>
internal sealed class RandomMemory(RandomWriter to)
{
    private const string Words = "memref<8xi32>";
    private const string Grid = "memref<4x6xf32>";
    private const string Four = "vector<4xi32>";
    private const string Inner = "memref<2x3xf32, strided<[12, 1], offset: 1>>";

    public IEnumerable<Step> Steps =>
        [new(2, Store), new(2, Load), new(1, Lanes), new(1, MaskedLanes), new(1, Copy), new(1, Extent), new(2, Transfer),
            new(1, Scattered), new(1, Packed), new(1, View), new(1, Atomic), new(1, Temporary)];

    /// <summary>What stands beside the function.</summary>
    public const string Globals = "memref.global \"private\" constant @table : memref<4xi32> = dense<[4, -1, 0, 2147483647]>\n";

    /// <summary>Makes the arrays; everything in them has a value.</summary>
    public void Declare(Scope scope)
    {
        to.Line($"%words = memref.{to.Pick("alloc", "alloca")}() : {Words}");
        to.Line($"%grid = memref.{to.Pick("alloc", "alloca")}() : {Grid}");
        to.Line($"%inner = memref.subview %grid[0, 1] [2, 3] [2, 1] : {Grid} to {Inner}");
        to.Line($"%open = memref.cast %grid : {Grid} to memref<?x?xf32>");
        var (zero, numbers) = (to.Index(0), to.Let("arith.constant dense<[1, -2, 3, 0, 5, 6, -7, 8]> : vector<8xi32>"));
        to.Line($"vector.store {numbers}, %words[{zero}] : {Words}, vector<8xi32>");
        var reals = to.Constant("vector<4x6xf32>", "0.5");
        to.Line($"vector.transfer_write {reals}, %grid[{zero}, {zero}] : vector<4x6xf32>, {Grid}");
        scope["vector<8xi32>"].Add(numbers);
    }

    /// <summary>What is in the arrays at the end.</summary>
    public void Read(Scope scope)
    {
        var zero = to.Index(0);
        to.Define(scope, "vector<8xi32>", () => $"vector.load %words[{zero}] : {Words}, vector<8xi32>");
        var padding = to.Constant("f32", "0.0");
        to.Define(scope, "vector<4x6xf32>", () => $"vector.transfer_read %grid[{zero}, {zero}], {padding} : {Grid}, vector<4x6xf32>");
    }

    private void Store(Scope scope)
    {
        if (to.Chance(2)) to.Line(Store(to.Use(scope, "i32"), $"%words[{to.IndexBelow(scope, 8)}]", Words));
        else to.Line(Store(to.Use(scope, "f32"), GridElement(scope, out var type), type));

        static string Store(string value, string place, string type) => $"memref.store {value}, {place} : {type}";
    }

    private void Load(Scope scope)
    {
        if (to.Chance(2)) to.Define(scope, "i32", () => $"memref.load %words[{to.IndexBelow(scope, 8)}] : {Words}");
        else to.Define(scope, "f32", () => $"memref.load {GridElement(scope, out var type)} : {type}");
    }

    private string GridElement(Scope scope, out string type)
    {
        (var name, type, var rows, var columns) = to.Pick(
            ("%grid", Grid, 4, 6), ("%inner", Inner, 2, 3), ("%open", "memref<?x?xf32>", 4, 6));
        return $"{name}[{to.IndexBelow(scope, rows)}, {to.IndexBelow(scope, columns)}]";
    }

    private void Lanes(Scope scope)
    {
        to.Define(scope, Four, () => $"vector.load %words[{to.IndexBelow(scope, 5)}] : {Words}, {Four}");
        to.Line(Text(to.Use(scope, Four), to.IndexBelow(scope, 5)));

        static string Text(string value, string index) => $"vector.store {value}, %words[{index}] : {Words}, {Four}";
    }

    private void MaskedLanes(Scope scope)
    {
        var mask = to.Use(scope, "vector<4xi1>");
        to.Define(scope, Four, () => $"vector.maskedload %words[{to.IndexBelow(scope, 5)}], {mask}, {to.Use(scope, Four)} "
            + $": {Words}, vector<4xi1>, {Four} into {Four}");
        var (value, index) = (to.Use(scope, Four), to.IndexBelow(scope, 5));
        to.Line($"vector.maskedstore %words[{index}], {mask}, {value} : {Words}, vector<4xi1>, {Four}");
    }

    private void Copy(Scope scope)
    {
        var copy = to.Let($"memref.alloc() : {Grid}");
        to.Line($"memref.copy %grid, {copy} : {Grid} to {Grid}");
        var (row, column) = (to.IndexBelow(scope, 4), to.IndexBelow(scope, 6));
        to.Define(scope, "f32", () => $"memref.load {copy}[{row}, {column}] : {Grid}");
        to.Line($"memref.dealloc {copy} : {Grid}");
    }

    private void Extent(Scope scope) =>
        to.Define(scope, "index", () => $"memref.dim %open, {to.Index(to.Random.Next(2))} : memref<?x?xf32>");

    private void Transfer(Scope scope)
    {
        var (name, type) = to.Pick(("%grid", Grid), ("%open", "memref<?x?xf32>"));
        var isRead = to.Chance(2);
        var box = TransferBox.Of(to.Random, [4, 6], mayRepeat: isRead);
        var place = string.Join(", ", box.Begin.Select(to.Index));
        var mask = box.Mask.Count == 0 || to.Chance(2) ? "" : $", {MaskOf(box.Mask)}";
        if (isRead)
        {
            var padding = to.Use(scope, "f32");
            to.Define(scope, box.Type, () =>
                $"vector.transfer_read {name}[{place}], {padding}{mask} {box.Attributes} : {type}, {box.Type}");
        }
        else
        {
            var vector = to.Use(scope, box.Type);
            to.Line($"vector.transfer_write {vector}, {name}[{place}]{mask} {box.Attributes} : {box.Type}, {type}");
        }
    }

    private string MaskOf(IReadOnlyList<long> shape)
    {
        var sizes = string.Join(", ", shape.Select(extent => to.Index(to.Random.NextInt64(extent + 1))));
        return to.Let($"vector.create_mask {sizes} : {TransferBox.VectorOf(shape, "i1")}");
    }

    private void Scattered(Scope scope)
    {
        var places = to.Let($"arith.andi {to.Use(scope, Four)}, {to.Constant(Four, "7")} : {Four}");
        var (zero, mask) = (to.Index(0), to.Use(scope, "vector<4xi1>"));
        to.Define(scope, Four, () => $"vector.gather %words[{zero}] [{places}], {mask}, {to.Use(scope, Four)} "
            + $": {Words}, {Four}, vector<4xi1>, {Four} into {Four}");
        var value = to.Use(scope, Four);
        to.Line($"vector.scatter %words[{zero}] [{places}], {mask}, {value} : {Words}, {Four}, vector<4xi1>, {Four}");
    }

    private void Packed(Scope scope)
    {
        var (place, mask) = (to.IndexBelow(scope, 5), to.Use(scope, "vector<4xi1>"));
        to.Define(scope, Four, () => $"vector.expandload %words[{place}], {mask}, {to.Use(scope, Four)} "
            + $": {Words}, vector<4xi1>, {Four} into {Four}");
        var value = to.Use(scope, Four);
        to.Line($"vector.compressstore %words[{place}], {mask}, {value} : {Words}, vector<4xi1>, {Four}");
    }

    // The arrays in other shapes.
    private void View(Scope scope)
    {
        var (operation, type, rows, columns) = to.Pick(
            ("expand_shape %words [[0, 1]] output_shape [2, 4] : memref<8xi32> into", "memref<2x4xi32>", 2, 4),
            ("reinterpret_cast %words to offset: [2], sizes: [2, 3], strides: [3, 1] : memref<8xi32> to",
                "memref<2x3xi32, strided<[3, 1], offset: 2>>", 2, 3),
            ("transpose %grid (i, j) -> (j, i) : memref<4x6xf32> to", "memref<6x4xf32, strided<[1, 6]>>", 6, 4));
        var element = type.Contains("i32", StringComparison.Ordinal) ? "i32" : "f32";
        var view = to.Let($"memref.{operation} {type}");
        var (row, column) = (to.IndexBelow(scope, rows), to.IndexBelow(scope, columns));
        var value = to.Use(scope, element);
        if (to.Chance(2)) to.Line($"memref.store {value}, {view}[{row}, {column}] : {type}");
        to.Define(scope, element, () => $"memref.load {view}[{row}, {column}] : {type}");
        var flat = to.Let($"memref.collapse_shape %grid [[0, 1]] : {Grid} into memref<24xf32>");
        to.Define(scope, "f32", () => $"memref.load {flat}[{to.IndexBelow(scope, 24)}] : memref<24xf32>");
        to.Define(scope, "index", () => "memref.rank %open : memref<?x?xf32>");
        var three = to.Index(3);
        to.Line($"memref.prefetch %words[{three}], read, locality<3>, data : {Words}");
    }

    private void Atomic(Scope scope)
    {
        var (value, place) = (to.Use(scope, "i32"), to.IndexBelow(scope, 8));
        to.Define(scope, "i32", () => $"memref.atomic_rmw {to.Pick("addi", "maxs", "minu", "ori", "andi", "assign")} "
            + $"{value}, %words[{place}] : (i32, {Words}) -> i32");
        to.Define(scope, "i32", () => $"memref.generic_atomic_rmw %words[{place}] : {Words} {{ ^bb0(%old: i32): "
            + $"%new = arith.xori %old, {value} : i32 memref.atomic_yield %new : i32 }}");
    }

    private void Temporary(Scope scope)
    {
        var (value, place) = (to.Use(scope, "i64"), to.IndexBelow(scope, 3));
        to.Define(scope, "i64", () => $"memref.alloca_scope -> (i64) {{ %one = memref.alloca() : memref<3xi64> "
            + $"memref.store {value}, %one[{place}] : memref<3xi64> %again = memref.load %one[{place}] : memref<3xi64> "
            + "memref.alloca_scope.return %again : i64 }");
        var table = to.Let("memref.get_global @table : memref<4xi32>");
        to.Define(scope, "i32", () => $"memref.load {table}[{to.IndexBelow(scope, 4)}] : memref<4xi32>");
    }
}
