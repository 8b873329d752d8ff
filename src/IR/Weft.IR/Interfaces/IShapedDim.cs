namespace Weft.IR;

/// <summary>An operation that gives an extent of a shaped value.</summary>
public interface IShapedDim
{
    Value ShapedValue { get; }

    /// <summary>The dimension, if it is a constant.</summary>
    int? ConstantIndex { get; }
}
