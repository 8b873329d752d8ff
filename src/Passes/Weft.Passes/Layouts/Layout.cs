using Weft.IR;

namespace Weft.Passes;

/// <summary>Where the elements of an array lie: its dimensions in some order, and rows that may be longer than they need be.</summary>
/// <param name="Order">The dimensions, outermost first.</param>
internal sealed record Layout(Sequence<int> Order) : IArrayLayout
{
    /// <summary>Elements behind each row that nobody uses.</summary>
    public long Padding { get; init; }

    /// <summary>Only rows are padded whose length is a multiple of this.</summary>
    public long PaddedLength { get; init; } = 1;

    /// <summary>As arrays lie when nobody asks for anything else.</summary>
    public static Layout RowMajor(int rank) => new(Enumerable.Range(0, rank).ToSequence());

    /// <summary>With neighbours in one dimension next to each other; the others keep their order.</summary>
    public static Layout Along(int rank, int dimension) =>
        new(Enumerable.Range(0, rank).Where(d => d != dimension).Append(dimension).ToSequence());

    public bool IsRowMajor => this == RowMajor(Order.Count);

    public int Rank => Order.Count;

    public bool MayServe(Operation access) => true;

    /// <summary>What dimensions of the array have, outermost first.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> dimensions) => Order.Select(d => dimensions[d]);

    public AffineValueMap Of(AffineValueMap subscripts) => subscripts with
    {
        Map = subscripts.Map.With(subscripts.Map.Results.Chunk(Order.Count).SelectMany(one => Of(one))),
    };

    public IReadOnlyList<Value> Of(IReadOnlyList<Value> subscripts, Builder builder) => Of(subscripts);

    public AllocationOp Allocate(AllocationOp array)
    {
        var (builder, type) = (Builder.At(array), (MemRefType)array.Memref.Type);
        var sizes = Of([.. Enumerable.Range(0, Order.Count).Select(array.SizeOf)]).ToList();
        var shape = Of(type.Shape).ToList();
        if (Padding > 0)
        {
            if (sizes[^1] is { } row) sizes[^1] = Padded(builder, row);
            else if (shape[^1] > 0 && shape[^1] % PaddedLength == 0) shape[^1] += Padding;
        }

        return LocalArray.InPlaceOf(array, [.. shape], [.. sizes.OfType<Value>()]);
    }

    // What is no extent stays none, and is a fault.
    private Value Padded(Builder builder, Value row)
    {
        var isPadded = builder.Add(new CmpIOp(CmpIPredicate.Sgt, row, Number(0)));
        if (PaddedLength > 1)
        {
            var rest = builder.Add(new RemUIOp(row, Number(PaddedLength)));
            isPadded = builder.Add(new AndIOp(isPadded, builder.Add(new CmpIOp(CmpIPredicate.Eq, rest, Number(0)))));
        }

        return builder.Add(new SelectOp(isPadded, builder.Add(new AddIOp(row, Number(Padding))), row));

        Value Number(long value) => builder.Add(ConstantOp.Index(value));
    }

    public override string ToString() => $"({string.Join(", ", Order)})";
}
