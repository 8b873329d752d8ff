using Weft.IR;

namespace Weft.Runtime;

/// <summary>One parameter of a kernel or workflow; its text is a <see cref="ParameterSpelling"/>.</summary>
/// <param name="Shape">One formula per dimension over the kernel's shape symbols; empty for a scalar.</param>
/// <param name="Default">The value of an omitted scalar argument, or null when it must be given.</param>
public sealed record KernelParameter(string Name, ElementType Element, Sequence<ShapeExpr> Shape, Access Access, Tensor? Default = null)
{
    /// <summary>As in <see cref="ParameterSpelling.Stride"/>: in memory neighbours lie so many elements apart.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Passed by value. A scalar output is passed by address, as an array of rank 0.</summary>
    public bool IsScalar => Shape.IsEmpty && Access == Access.In;

    /// <summary>Null when the text is not of the form, or its default no value of the type.</summary>
    public static KernelParameter? TryParse(string text)
    {
        if (ParameterSpelling.TryParse(text) is not { } spelling) return null;
        var (name, access, element, shape, initial) = spelling;
        var value = initial is null ? null : ScalarText.Parse(element, initial);
        return initial is null == value is null ? new(name, element, shape, access, value) { Stride = spelling.Stride } : null;
    }

    public override string ToString() =>
        new ParameterSpelling(Name, Access, Element, Shape, Default is null ? null : ScalarText.Format(Default)) { Stride = Stride }
            .ToString();
}
