namespace Weft.IR;

/// <summary>An operation that sees a value under another type.</summary>
public interface ICast
{
    /// <summary>Whether a value of one type can be seen as one of the other.</summary>
    bool AreCastCompatible(IrType from, IrType to);
}
