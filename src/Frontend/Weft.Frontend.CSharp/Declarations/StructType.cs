using System.Collections.Generic;
using System.Linq;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>A field, or a property that is one.</summary>
/// <param name="First">Its first number among those of the struct.</param>
internal sealed record StructField(string Name, KernelType Type, int First)
{
    /// <summary>Its part of what there is of each number of the struct.</summary>
    public T[] Of<T>(IEnumerable<T> numbers) => [.. numbers.Skip(First).Take(Type.Leaves.Count)];
}

/// <summary>A struct, record struct or tuple: numbers with names.</summary>
internal sealed record StructType(string Name, Sequence<StructField> Fields) : KernelType
{
    public override string Spelling => Name;

    /// <summary>Why an array of it has no order of fields that one could count on; null when it has.</summary>
    public string? LayoutProblem { get; init; }

    public bool IsTuple { get; init; }

    public bool IsRecord { get; init; }

    /// <summary>Of <c>T?</c>, whose fields are HasValue and Value, what T is; null for other types.</summary>
    public KernelType? NullableValue { get; init; }

    /// <summary>Of an inline array, whose fields are its elements, their type; null for other types.</summary>
    public KernelType? InlineElement { get; init; }

    /// <summary>Whether it is an inline array or has one somewhere inside.</summary>
    public bool HasInlineArrays => InlineElement is not null || Fields.Any(f => f.Type is StructType { HasInlineArrays: true });

    /// <summary>Whether its values are equal as its own code says.</summary>
    public bool OwnEquals { get; init; }

    public override Sequence<Leaf> Leaves { get; } =
        Fields.SelectMany(f => f.Type.Leaves.Select(leaf => leaf with { Path = $".{f.Name}{leaf.Path}" })).ToSequence();

    /// <summary>The number of a field.</summary>
    public int IndexOf(StructField field) => Fields.TakeWhile(f => f.First != field.First).Count();

    public StructField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

    /// <summary>Bytes from one element of an array to the next.</summary>
    public int Size => RoundUp(Starts[Fields.Count - 1] + SizeOf(Fields[Fields.Count - 1].Type), Alignment(this));

    /// <summary>Bytes from the start to each number, in order.</summary>
    public Sequence<int> Offsets => Fields
        .Zip(Starts, (f, start) => f.Type is StructType inner ? inner.Offsets.Select(o => start + o) : [start])
        .SelectMany(offsets => offsets).ToSequence();

    // C# puts fields one after the other, each at a multiple of its alignment.
    private int[] Starts
    {
        get
        {
            var (starts, end) = (new int[Fields.Count], 0);
            for (var i = 0; i < starts.Length; i++)
            {
                starts[i] = RoundUp(end, Alignment(Fields[i].Type));
                end = starts[i] + SizeOf(Fields[i].Type);
            }

            return starts;
        }
    }

    private static int SizeOf(KernelType type) => type is StructType inner ? inner.Size : ((ScalarType)type).Bytes;

    private static int Alignment(KernelType type) =>
        type is StructType inner ? inner.Fields.Max(f => Alignment(f.Type)) : ((ScalarType)type).Bytes;

    private static int RoundUp(int bytes, int alignment) => (bytes + alignment - 1) / alignment * alignment;
}
