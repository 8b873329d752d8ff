using Weft.IR;
using System.Collections.Immutable;

namespace Weft.Runtime;

public enum Access
{
    In,
    Out,
    InOut,
}

/// <summary>
/// One parameter of a kernel or workflow. Its text is the .weft spelling, which is also how the IR stores it
/// (<c>wf.param = "y: inout f32[n]"</c>): <c>name: [in|out|inout] element[dims] [= default]</c>.
/// </summary>
/// <param name="Shape">One expression per dimension over the kernel's shape symbols; empty for a scalar.</param>
/// <param name="Default">The value of an omitted scalar argument, or null when it must be given.</param>
public sealed record KernelParameter(string Name, ElementType Element, ImmutableArray<ShapeExpr> Shape, Access Access, Tensor? Default = null)
{
    /// <summary>Passed by value. A scalar output is passed by address, as an array of rank 0.</summary>
    public bool IsScalar => Shape.IsEmpty && Access == Access.In;

    public override string ToString()
    {
        var access = Access switch { Access.In => "", Access.Out => "out ", _ => "inout " };
        var dims = Shape.IsEmpty ? "" : $"[{string.Join(", ", Shape)}]";
        var initial = Default is null ? "" : $" = {ScalarText.Format(Default)}";
        return $"{Name}: {access}{Element.Name}{dims}{initial}";
    }
}
