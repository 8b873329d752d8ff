using System.Collections.Immutable;

namespace Weft.Backends;

/// <summary>The elements of a new tensor while they are written.</summary>
internal sealed class ElementBuffer
{
    private readonly ImmutableArray<long> _part;
    private readonly long[] _bits;
    private readonly int _numberCount;

    private ElementBuffer(ImmutableArray<long> shape, ImmutableArray<long> part, int numberCount, long[]? bits = null)
    {
        (Shape, _part, _numberCount) = (shape, part, numberCount);
        Count = Layout.Volume(shape);
        _bits = bits ?? new long[checked(Count * numberCount)];
    }

    public ImmutableArray<long> Shape { get; }

    public long Count { get; }

    public RuntimeValue this[long position]
    {
        get => _part.IsDefault ? new(_bits[position]) : new(new Elements(_part, NumbersAt(position).ToArray()));
        set
        {
            if (_part.IsDefault) _bits[position] = value.Bits;
            else value.AsElements.Bits.CopyTo(NumbersAt(position));
        }
    }

    /// <summary>Zeros.</summary>
    public static ElementBuffer Of(ElementForm form, ImmutableArray<long> shape) => new(shape, form.Part, form.NumberCount);

    /// <summary>A copy of elements.</summary>
    public static ElementBuffer Of(Elements elements) => new(elements.Shape, elements.Part, elements.NumberCount, elements.Bits.ToArray());

    /// <summary>Zeros, for elements as others are.</summary>
    public static ElementBuffer Like(Elements elements, ImmutableArray<long> shape) => new(shape, elements.Part, elements.NumberCount);

    /// <summary>The numbers of an element.</summary>
    public Span<long> NumbersAt(long position) => _bits.AsSpan(checked((int)position * _numberCount), _numberCount);

    /// <summary>The tensor. Nothing is written any more.</summary>
    public RuntimeValue ToValue() => new(new Elements(Shape, _bits, _part));
}
