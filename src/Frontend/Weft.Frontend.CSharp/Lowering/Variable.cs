using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Something that C# assigns and SSA does not: a local, a parameter, a flag that a jump sets. Its identity is the key
/// under which its present value is known. A local of struct type is one for each of its numbers.</summary>
internal sealed class Variable(string name, IrType type)
{
    public IrType Type { get; } = type;

    public override string ToString() => name;
}

/// <summary>Where a jump goes. The flag says that it was taken; there is none where nothing is left to skip.</summary>
/// <param name="Section">For jumps to a section of a switch: the variable that says which one comes next, and its number.</param>
internal sealed record Exit(Variable? Flag, (Variable Next, int Index)? Section = null);
