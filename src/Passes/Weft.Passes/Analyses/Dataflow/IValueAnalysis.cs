using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// What a forward analysis says about values: facts that can only become weaker while <see cref="SparseSolver{T}"/> looks for ones
/// that hold together.
/// </summary>
public interface IValueAnalysis<T> where T : class, IEquatable<T>
{
    /// <summary>The fact of which nothing follows.</summary>
    T Unknown(Value value);

    /// <summary>The strongest fact that follows from each of the two.</summary>
    T Join(T a, T b);

    /// <summary>The one value that the fact allows, or null: it decides which way control goes.</summary>
    IR.Attribute? ConstantOf(T fact);

    /// <summary>What follows for an operation's results; null for those that are not known yet.</summary>
    /// <param name="operands">One fact per operand; null for nothing yet.</param>
    /// <param name="factOf">What is known about any value.</param>
    IReadOnlyList<T?> Transfer(Operation op, IReadOnlyList<T?> operands, Func<Value, T?> factOf);

    /// <summary>What follows for a region argument that the operation around itself gives a value: an induction variable.</summary>
    T? OwnArgument(Operation op, BlockArgument argument, Func<Value, T?> factOf);
}
