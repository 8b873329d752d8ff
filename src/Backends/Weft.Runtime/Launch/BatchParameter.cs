namespace Weft.Runtime;

/// <summary>What the items of a batch have of one parameter.</summary>
public readonly record struct BatchParameter
{
    private readonly string _name;
    private readonly int _bytes;
    private readonly int? _given;

    private BatchParameter(string name, int rank, int bytes, int? given) => (_name, Rank, _bytes, _given) = (name, rank, bytes, given);

    /// <summary>Dimensions of an item's array; 0 for a number.</summary>
    public int Rank { get; }

    public bool IsNumber => Rank == 0 && !IsCell;

    private bool IsCell { get; init; }

    /// <summary>A number that all share.</summary>
    public static BatchParameter Shared => new("", 0, 0, null);

    /// <summary>A number for each item.</summary>
    public static BatchParameter Numbers(string name, int bytes, int given) => new(name, 0, bytes, given);

    /// <summary>A number that each item writes into a cell of its own.</summary>
    /// <param name="bytes">From one item's cell to the next.</param>
    public static BatchParameter Cell(int bytes) => new("", 0, bytes, null) { IsCell = true };

    /// <summary>As <see cref="Cell"/>, in the caller's memory.</summary>
    public static BatchParameter Cells(string name, int bytes, int given) => new(name, 0, bytes, given) { IsCell = true };

    /// <summary>An array that holds the items' one behind the other. Its slot has the length of all.</summary>
    /// <param name="bytes">Of an element.</param>
    public static BatchParameter Flat(string name, int bytes) => new(name, 1, bytes, null);

    /// <summary>An array with a dimension for the items in front.</summary>
    /// <param name="rank">Of an item's array, whose extents its slots have.</param>
    /// <param name="leading">The extent of the dimension in front.</param>
    public static BatchParameter Leading(string name, int rank, int bytes, nint leading) => new(name, rank, bytes, checked((int)leading));

    /// <summary>The bytes from one item's number to the next; 0 for one that all share.</summary>
    internal long Step(int count)
    {
        if (_given is { } given && given != count)
            throw new ArgumentException(
                $"'{_name}' has {given} numbers, but there are {count} items; give one for each, or one for all", _name);
        return _bytes;
    }

    /// <summary>The bytes from one item's array to the next.</summary>
    /// <param name="extents">Those of the array; they become the item's.</param>
    internal long Step(int count, Span<long> extents)
    {
        if (_given is { } given)
        {
            if (given != count)
                throw new ArgumentException($"the first dimension of '{_name}' is {given}, but there are {count} items", _name);
        }
        else
        {
            if (count == 0 ? extents[0] != 0 : extents[0] % count != 0)
                throw new ArgumentException($"'{_name}' has {extents[0]} elements, which {count} items cannot share equally", _name);
            extents[0] /= Math.Max(count, 1);
        }

        var bytes = (long)_bytes;
        foreach (var extent in extents) bytes = checked(bytes * extent);
        return bytes;
    }
}
