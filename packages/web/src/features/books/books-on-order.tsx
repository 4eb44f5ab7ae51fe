import { ExportBooksDocument, type ExportBooksMutationVariables } from '@hongchuang/schema';
import { FileOnOrder } from '../../ui/file-on-order';

/** A button for a file of the books that is too long to wait for. */
export default function BooksOnOrder({
  variables,
  children,
}: {
  variables: ExportBooksMutationVariables;
  children: string;
}) {
  return (
    <FileOnOrder document={ExportBooksDocument} variables={variables} workOf={(started) => started.exportBooks}>
      {children}
    </FileOnOrder>
  );
}
