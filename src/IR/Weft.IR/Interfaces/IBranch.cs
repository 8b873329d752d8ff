using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A terminator that goes to other blocks and passes operands to their arguments.</summary>
public interface IBranch
{
    /// <summary>What the arguments of a successor are given.</summary>
    OperandRange SuccessorOperands(int index);

    /// <summary>Gives the arguments of a successor other values.</summary>
    void SetSuccessorOperands(int index, IReadOnlyList<Value> values);

    /// <summary>The index of the one successor that can be next, or null when any may be.</summary>
    /// <param name="constants">For each operand its constant value, or null where it is not known.</param>
    int? TakenSuccessor(IReadOnlyList<Attribute?> constants);
}
