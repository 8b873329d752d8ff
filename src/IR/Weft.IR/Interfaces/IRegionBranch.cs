using System.Collections.Generic;

namespace Weft.IR;

/// <summary>An operation between whose regions control goes in known ways.</summary>
public interface IRegionBranch
{
    /// <summary>Where control may go when the operation is met.</summary>
    /// <param name="constants">For each operand its constant value, or null where it is not known.</param>
    IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants);

    /// <summary>Where control may go at the end of a region, whatever its terminator knows.</summary>
    IEnumerable<RegionSuccessor> ExitSuccessors(Region from);

    /// <summary>The operands that are passed on when the operation is met.</summary>
    /// <param name="to">A region, or null for the place behind the operation.</param>
    OperandRange EntryOperands(Region? to);
}

/// <summary>A terminator that says more of where control goes from a region than the enclosing operation does.</summary>
public interface IRegionTerminator
{
    /// <summary>The operands that are passed on.</summary>
    /// <param name="to">A region of the enclosing operation, or null for the place behind that.</param>
    OperandRange SuccessorOperands(Region? to);

    /// <summary>Where control may go.</summary>
    /// <param name="constants">For each operand its constant value, or null where it is not known.</param>
    IEnumerable<RegionSuccessor> ExitSuccessors(IReadOnlyList<Attribute?> constants);
}

/// <summary>Control flow at the ends of regions.</summary>
public static class RegionBranches
{
    extension(Operation op)
    {
        /// <summary>Whether control leaves the enclosing region here, in a known way.</summary>
        public bool IsRegionTerminator => op is IRegionTerminator || op.Info.Has(OpTraits.ReturnLike);

        /// <summary>The operands that a terminator passes on to a region of the enclosing operation, or behind that.</summary>
        public OperandRange PassedOn(Region? to) => op is IRegionTerminator known ? known.SuccessorOperands(to) : op.Operands;

        /// <summary>Where control may go from a terminator; nowhere known when the enclosing operation does not say.</summary>
        public IEnumerable<RegionSuccessor> RegionSuccessors(IReadOnlyList<Attribute?> constants) =>
            op is IRegionTerminator known ? known.ExitSuccessors(constants)
            : op.ParentOp is IRegionBranch branch ? branch.ExitSuccessors(op.ParentRegion!)
            : [];

        /// <summary>Whether one of the operation's regions may run again after it has run.</summary>
        public bool HasLoop
        {
            get
            {
                if (op is not IRegionBranch branch) return false;
                foreach (var region in op.Regions)
                    if (Reaches(branch, region, region, []))
                        return true;
                return false;
            }
        }
    }

    private static bool Reaches(IRegionBranch branch, Region from, Region target, HashSet<Region> seen)
    {
        foreach (var successor in branch.ExitSuccessors(from))
        {
            if (successor.Region is not { } next) continue;
            if (next == target || (seen.Add(next) && Reaches(branch, next, target, seen))) return true;
        }

        return false;
    }
}
