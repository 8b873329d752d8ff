using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Whether what a store writes is read elsewhere in its statement.</summary>
internal static class ElementDependence
{
    /// <summary>The statement reads the stored array at the stored place at most.</summary>
    public static bool IsIndependent(BoundStore store, BoundStatement statement)
    {
        var search = new OtherElements(store);
        search.Visit(statement);
        return !search.Found;
    }

    /// <summary>The stores in a statement.</summary>
    public static List<BoundStore> StoresIn(BoundStatement statement)
    {
        var search = new StoreSearch();
        search.Visit(statement);
        return search.Found;
    }

    private sealed class StoreSearch : BoundWalker
    {
        public List<BoundStore> Found { get; } = [];

        protected override void VisitStore(BoundStore store) => Found.Add(store);
    }

    private sealed class OtherElements(BoundStore store) : BoundWalker
    {
        public bool Found { get; private set; }

        protected override void VisitElement(BoundElement element)
        {
            if (element.Array == store.Array && !Similarity.Same(element.Subscripts, store.Subscripts)) Found = true;
            base.VisitElement(element);
        }
    }
}
