namespace Weft.IR;

/// <summary>An operation whose result is another view of the memory, or of the tensor, that an operand is.</summary>
public interface IViewLike
{
    Value ViewSource { get; }
}
