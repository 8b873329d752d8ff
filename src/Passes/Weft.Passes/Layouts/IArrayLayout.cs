using Weft.IR;

namespace Weft.Passes;

/// <summary>Where the elements of an array lie in memory.</summary>
internal interface IArrayLayout
{
    /// <summary>How many dimensions the array has.</summary>
    int Rank { get; }

    /// <summary>Whether an access that is not to whole rows can follow.</summary>
    bool MayServe(Operation access);

    /// <summary>Subscripts of the memory, of those of the array, or several such one behind the other.</summary>
    AffineValueMap Of(AffineValueMap subscripts);

    /// <summary>As the other, of values.</summary>
    IReadOnlyList<Value> Of(IReadOnlyList<Value> subscripts, Builder builder);

    /// <summary>The memory for an array, in the place of another that has its dimensions in their own order.</summary>
    AllocationOp Allocate(AllocationOp array);
}
