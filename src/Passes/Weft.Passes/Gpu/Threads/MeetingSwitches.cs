using Weft.IR;

namespace Weft.Passes;

/// <summary>Switches in which threads meet, as chains of branches.</summary>
internal static class MeetingSwitches
{
    /// <summary><c>switch x { case a: A; default: D }</c> -> <c>if x == a { A } else { D }</c>.</summary>
    public static void Convert(IndexSwitchOp choice)
    {
        var to = Builder.At(choice);
        IrType[] types = [.. choice.Values.Types];
        Operation? outermost = null;
        for (var i = 0; i < choice.Cases.Count; i++)
        {
            var isCase = to.Add(new CmpIOp(CmpIPredicate.Eq, choice.Arg, to.Add(ConstantOp.Index(choice.Cases[i]))));
            var branch = to.Insert(new IfOp(isCase, types));
            choice.CaseRegions[i].MoveBlocksTo(branch.ThenRegion);
            if (outermost is not null) to.Insert(new YieldOp([.. branch.ResultList]));
            outermost ??= branch;
            if (i == choice.Cases.Count - 1) choice.DefaultRegion.MoveBlocksTo(branch.ElseRegion);
            else to = to.In(branch.ElseRegion.AddBlock());
        }

        choice.ReplaceWith([.. outermost!.ResultList]);
    }
}
